package org.antiphon.cli;

import java.util.UUID;
import org.antiphon.config.Settings;
import org.antiphon.database.Database;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.InvalidInput;
import tools.jackson.databind.node.ObjectNode;

/// Cases and their notices, read from the database while a server may run.
record CaseDoors(Database database, Cases cases, Notices notices) implements AutoCloseable {
  static CaseDoors open(Kit kit, CommonOptions options) {
    Settings settings = kit.settings(options);
    var clock = kit.surroundings().clock();
    Database database = kit.workshop().database(settings);
    var ledger = new Ledger(database, new KeyFolder(settings.data().resolve("keys")), clock);
    return new CaseDoors(
        database, new Cases(database, ledger, clock), new Notices(database, ledger, clock));
  }

  /// The case that an argument names.
  Case find(String id) {
    try {
      return cases.get(new CaseId(UUID.fromString(id)));
    } catch (IllegalArgumentException _) {
      throw new InvalidInput(
          "NO_SUCH_CASE", id, "this is no id of a case", "`./antiphon case list` prints them");
    }
  }

  /// The contract's line of `case list`.
  ObjectNode json(Case one) {
    ObjectNode json = Console.object("case/1");
    json.put("id", one.id().toString());
    json.put("state", one.state().name());
    json.put("basis", one.ground().basis().name());
    json.put("platform", one.target().platform());
    json.put("uploadId", one.target().externalId());
    json.put("recording", one.recordings().isEmpty() ? null : one.recordings().getFirst().value());
    var list = json.putArray("notices");
    for (Notice notice : notices.ofCase(one.id()))
      list.addObject().put("id", notice.id().toString()).put("state", notice.state().name());
    return json;
  }

  @Override
  public void close() {
    database.close();
  }
}
