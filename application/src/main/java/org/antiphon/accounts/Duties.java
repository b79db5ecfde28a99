package org.antiphon.accounts;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.antiphon.problem.Refused;

/// Separation of duties (rule R27): what one person may not do alone, because each is the check on
/// another.
public final class Duties {
  private Duties() {}

  /// A part somebody played in one matter.
  public enum Part {
    /// Approved the mandate.
    MANDATE_APPROVER,
    /// Wrote the rule or set the threshold.
    RULE_AUTHOR,
    /// Signed.
    ATTESTER,
    /// Decides the objection.
    APPEAL_REVIEWER,
    /// Resumes after a pause.
    RESUMER
  }

  /// Whether a one-person installation lets one hold two; then every page and bundle says so.
  public enum Policy {
    /// Two parts need two people.
    SEPARATE,
    /// One person may hold several, and it is said.
    ONE_PERSON
  }

  /// What every page and bundle says where one person holds parts that check each other; empty
  /// where they lie in two hands.
  public static String inOneHand(List<Person> people) {
    if (people.size() < 2)
      return "One person holds every part here: whoever signs a notice may also answer the objection"
          + " to it.";
    long attesters = people.stream().filter(person -> person.is(Role.ATTESTER)).count();
    return attesters < 2
        ? "One person alone signs here: no second one releases what is held for its numbers."
        : "";
  }

  /// Refuses a part to a person who already plays another one in the same matter.
  ///
  /// @param played what the person did in this matter
  /// @throws Refused `SEPARATION_OF_DUTIES`
  public static void require(Policy policy, PersonId person, Set<Part> played, Part wanted) {
    var others = played.isEmpty() ? EnumSet.noneOf(Part.class) : EnumSet.copyOf(played);
    others.remove(wanted);
    if (policy == Policy.ONE_PERSON || others.isEmpty()) return;
    throw new Refused(
        "SEPARATION_OF_DUTIES",
        person.toString(),
        "was " + others + " here and may not be " + wanted + " too",
        "ask another person with the role, or allow one-person work in the settings");
  }
}
