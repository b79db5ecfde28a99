package org.antiphon;

import java.time.InstantSource;
import java.util.List;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Role;
import org.antiphon.database.Database;
import org.antiphon.enforcement.attestation.Desk;
import org.antiphon.enforcement.cases.CaseSources.Watching;
import org.antiphon.enforcement.cases.Holds;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.enforcement.contest.Appeals;
import org.antiphon.enforcement.contest.CounterNotices;
import org.antiphon.enforcement.contest.Resuming;
import org.antiphon.enforcement.contest.Retractions;
import org.antiphon.enforcement.contest.Turns;
import org.antiphon.enforcement.verification.CalendarScale;
import org.antiphon.jobs.Jobs;
import org.antiphon.ledger.Ledger;
import org.antiphon.network.exchange.Exchange;
import org.antiphon.server.ContestDesk;

/// Wires the room of contest, and what the rules ask of it.
final class Contesting {
  private Contesting() {}

  /// What the program stands on, as far as contest uses it.
  record Ground(
      Database database, Ledger ledger, InstantSource clock, Accounts accounts, Jobs jobs) {}

  static Pauses pauses(Ground on) {
    return new Pauses(on.database(), on.ledger(), on.clock());
  }

  static Turns turns(Ground on, Desk desk) {
    return new Turns(on.database(), on.clock(), desk.notices(), pauses(on));
  }

  static Retractions retractions(Ground on, Desk desk) {
    return new Retractions(
        on.database(), on.ledger(), on.clock(), on.jobs(), desk.notices(), turns(on, desk));
  }

  /// Every door; its job is registered, so before the jobs start.
  static ContestDesk desk(Ground on, Desk desk, CalendarScale scale, Exchange exchange) {
    var turns = turns(on, desk);
    var retractions =
        retractions(on, desk).telling(List.of(new PartnersTold(exchange, desk.notices())));
    var appeals =
        new Appeals(
            on.database(),
            on.ledger(),
            on.clock(),
            desk.cases(),
            desk.notices(),
            new Appeals.Means(on.jobs(), on.accounts(), retractions, turns, scale));
    appeals.register();
    var holds = new Holds(on.database(), on.ledger(), on.clock(), desk.cases(), desk.sources());
    var pauses = pauses(on);
    return new ContestDesk(
        appeals,
        new CounterNotices(
            on.database(), on.ledger(), on.clock(), desk.cases(), desk.notices(), turns),
        retractions,
        pauses,
        new Resuming(on.database(), on.accounts(), pauses, holds, desk.notices()),
        holds);
  }

  /// Where there is a second attester, the first notices to a platform wait for them (R22).
  static Watching watching(Accounts accounts) {
    long attesters = accounts.people().stream().filter(person -> person.is(Role.ATTESTER)).count();
    return attesters > 1 ? Watching.WITH_A_SECOND : Watching.ALONE;
  }
}
