package org.antiphon.accounts;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.antiphon.problem.Refused;

/// Separation of duties (rule R27): what one person may not do alone, because each is the check on
/// another.
public final class Duties {
  private Duties() {}

  /// A part somebody played in one matter.
  public enum Part {
    /// Approved the mandate.
    MANDATE_APPROVER("approved the mandate", "approve the mandate"),
    /// Wrote the rule or set the threshold.
    RULE_AUTHOR("wrote the rule", "write the rule"),
    /// Signed, or let go what was held to be signed.
    ATTESTER("signed or released the notice", "sign the notice"),
    /// Decides the objection.
    APPEAL_REVIEWER("answered the objection", "answer the objection to it"),
    /// Resumes after a pause.
    RESUMER("ended the pause", "end the pause");

    private final String done;
    private final String toDo;

    Part(String done, String toDo) {
      this.done = done;
      this.toDo = toDo;
    }
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
    if (allows(policy, played, wanted)) return;
    throw new Refused(
        "SEPARATION_OF_DUTIES",
        person.toString(),
        "whoever "
            + played.stream()
                .filter(part -> part != wanted)
                .sorted()
                .map(part -> part.done)
                .collect(Collectors.joining(" and "))
            + " may not "
            + wanted.toDo
            + ": each is the check on the other",
        "ask another person who has the role; an administrator gives roles under Settings,"
            + " People and roles");
  }

  /// Whether somebody who played these parts may play this one too.
  public static boolean allows(Policy policy, Set<Part> played, Part wanted) {
    return policy == Policy.ONE_PERSON || played.stream().allMatch(part -> part == wanted);
  }
}
