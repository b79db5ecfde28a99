package org.antiphon.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Person;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.enforcement.contest.Retractions;
import org.antiphon.enforcement.contest.Turns;
import org.antiphon.enforcement.notices.NoticeMoves;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `case retract ID`: orders every notice of a case back. The running server, or the next one, asks
/// the platform until it confirms.
@Command(
    name = "retract",
    description = "Takes the notices of a case back, at everybody who was told.",
    footer = {"", "Example: ./antiphon case retract 0193a1b2-… --reason 'their label wrote to us'"})
final class CaseRetract implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "ID", description = "Id of a case.")
  private String id = "";

  @Option(
      names = "--cause",
      paramLabel = "CAUSE",
      description = "ERROR, LICENSED, APPEAL_UPHELD or RIGHTS_HOLDER (default: ERROR).")
  private Retractions.Cause cause = Retractions.Cause.ERROR;

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
  private String reason = "";

  @Option(
      names = "--by",
      paramLabel = "EMAIL",
      description = "Who orders it; may be left out where there is one person.")
  private @Nullable String by;

  CaseRetract(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    try (var doors = CaseDoors.open(kit, options)) {
      var about = doors.find(id);
      var clock = kit.surroundings().clock();
      var keys = new KeyFolder(kit.settings(options).data().resolve("keys"));
      var ledger = new Ledger(doors.database(), keys, clock);
      var person = person(new Accounts(doors.database(), ledger, keys, clock));
      var pauses = new Pauses(doors.database(), ledger, clock);
      var turns = new Turns(doors.database(), clock, doors.notices(), pauses);
      var jobs = new Jobs(doors.database(), JobsSettings.standard(), clock); // never started
      var retractions =
          new Retractions(doors.database(), ledger, clock, jobs, doors.notices(), turns);
      int ordered = 0;
      for (var notice : doors.notices().ofCase(about.id())) {
        if (NoticeMoves.from(notice.state()).isEmpty()) continue;
        retractions.retract(notice.id(), cause, reason, person);
        ordered++;
      }
      if (ordered == 0)
        throw new Refused(
            "NOTHING_TO_RETRACT", "case " + id, "no notice of it stands", "nothing to do");
      console.say(
          ordered + " ordered back; `./antiphon serve` asks the platform until it confirms");
      console.json(Console.object("retraction/1").put("case", id).put("ordered", ordered));
    }
    return ExitCode.DONE;
  }

  private Person person(Accounts accounts) {
    var people = accounts.people();
    var found =
        by != null
            ? accounts.personByEmail(by)
            : people.size() == 1 ? Optional.of(people.getFirst()) : Optional.<Person>empty();
    return found.orElseThrow(() ->
        new InvalidInput(
            "WHO", "--by", "nobody with that address, or more than one person", "give --by EMAIL"));
  }
}
