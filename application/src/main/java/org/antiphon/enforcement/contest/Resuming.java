package org.antiphon.enforcement.contest;

import java.util.EnumSet;
import java.util.UUID;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Duties;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;
import org.antiphon.database.Database;
import org.antiphon.enforcement.cases.Holds;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.ledger.Actor;
import org.antiphon.problem.Refused;

/// Ends a pause, with a cause in writing: after reversals (R21, R27) a supervisor who signed
/// nothing that the pause is about; where a person paused, any reviewer or supervisor. What the
/// rules had held becomes ready again, unless another pause holds it.
public final class Resuming {
  private final Database database;
  private final Accounts accounts;
  private final Pauses pauses;
  private final Holds holds;
  private final Notices notices;

  /// Wires it; thread-safe.
  public Resuming(
      Database database, Accounts accounts, Pauses pauses, Holds holds, Notices notices) {
    this.database = database;
    this.accounts = accounts;
    this.pauses = pauses;
    this.holds = holds;
    this.notices = notices;
  }

  /// Resumes.
  ///
  /// @return how many held cases became ready
  /// @throws Refused NOT_AUTHORISED, SEPARATION_OF_DUTIES, NOT_PAUSED
  public int resume(UUID id, String cause, Person person) {
    return database.inTransaction(() -> {
      if (!pauses.get(id).isByPerson()) afterReversals(person);
      else if (!person.is(Role.REVIEWER) && !person.is(Role.SUPERVISOR))
        throw new Refused(
            "NOT_AUTHORISED", "person " + person.id(), "is no reviewer", "ask one who is");
      pauses.resume(id, person.id().value(), cause);
      return holds.resumed(Actor.person("supervisor", person.id().toString()));
    });
  }

  private void afterReversals(Person person) {
    if (!person.is(Role.SUPERVISOR))
      throw new Refused(
          "NOT_AUTHORISED", "person " + person.id(), "is no supervisor", "ask one who is");
    var played = EnumSet.noneOf(Duties.Part.class);
    if (notices.everSignedBy(person.id().value())) played.add(Duties.Part.ATTESTER);
    var policy = accounts.people().size() < 2 ? Duties.Policy.ONE_PERSON : Duties.Policy.SEPARATE;
    Duties.require(policy, person.id(), played, Duties.Part.RESUMER);
  }
}
