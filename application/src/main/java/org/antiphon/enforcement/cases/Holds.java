package org.antiphon.enforcement.cases;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;

/// Releases cases that the rules held (R22, R21). A case that was held for its numbers is released
/// by a second attester, in batches of 50 at most; whoever released it may not sign it.
public final class Holds {
  /// Cases in one release.
  public static final int MOST = 50;

  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Cases cases;
  private final CaseSources sources;

  /// Wires it; thread-safe.
  public Holds(
      Database database, Ledger ledger, InstantSource clock, Cases cases, CaseSources sources) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
    this.cases = cases;
    this.sources = sources;
  }

  /// Releases cases that are held for their numbers; all or none.
  ///
  /// @throws Refused BATCH_TOO_LARGE, or NOT_HELD for a case that is not held for its numbers
  public void release(List<CaseId> ids, UUID person) {
    if (ids.isEmpty())
      throw new InvalidInput("REQUIRED", "cases", "no case is named", "name at least one");
    if (ids.size() > MOST)
      throw new Refused(
          "BATCH_TOO_LARGE", "cases", ids.size() + " at once", "release 50 at most at once");
    database.inTransaction(() -> {
      for (var id : ids.stream().sorted((a, b) -> a.toString().compareTo(b.toString())).toList())
        release(id, person);
    });
  }

  private void release(CaseId id, UUID person) {
    var now = cases.lock(id);
    if (now.state() != CaseState.OPEN || !now.ground().code().equals("SPIKE"))
      throw new Refused(
          "NOT_HELD",
          "case " + id,
          "it is " + now.state() + ", " + now.ground().code(),
          "release cases that are held for their numbers");
    cases.table().released(id, person, clock.instant());
    var actor = Actor.person("second attester", person.toString());
    var entry =
        ledger.append(
            new Entry(
                EntryKind.CASE_DECIDED, actor, Cases.subject(id), Map.of("decision", "RELEASED")));
    cases.move(id, CaseState.READY, actor, "RELEASED", entry);
  }

  /// Lets go what no pause holds any more; in the transaction that ends one.
  ///
  /// @return how many cases
  public int resumed(Actor actor) {
    int count = 0;
    var paused = new PausedNow(sources.pauses());
    for (var id : cases.table().heldBy(List.of(Pauses.BY_REVERSALS, Pauses.BY_PERSON))) {
      var now = cases.lock(id);
      var ground = now.ground();
      var mandates = PausedNow.mandates(sources, ground.basis(), now.recordings(), ground.owner());
      if (now.state() != CaseState.OPEN
          || paused.reason(now.target().platform(), ground.basis(), mandates).isPresent()) continue;
      cases.move(id, CaseState.READY, actor, "RESUMED");
      count++;
    }
    return count;
  }
}
