package org.antiphon.network.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.antiphon.problem.Refused;

/// What may be published, as a pure rule: only what a person attested, what was verified down or
/// reviewed by two people, what nobody contests, of a recording we hold a mandate for; and nothing
/// by itself within 72 h of the notice, the time for an objection.
final class Issue {
  static final Duration OBJECTION = Duration.ofDays(3);

  private Issue() {}

  /// What is known of a case.
  ///
  /// @param reviewers different people who approved it
  /// @param noticed when its first notice was sent
  record Facts(
      boolean attested,
      boolean verifiedDown,
      int reviewers,
      boolean contested,
      boolean mandated,
      Optional<Instant> noticed) {}

  /// Who asks.
  enum By {
    PERSON,
    ITSELF
  }

  /// Why it may not be published; empty when it may.
  static Optional<Refused> objection(Facts facts, By by, Instant now) {
    if (!facts.attested) return no("NOT_ATTESTED", "nobody has attested it");
    if (facts.contested) return no("CONTESTED", "it is contested, retracted or put back");
    if (!facts.verifiedDown && facts.reviewers < 2)
      return no("NOT_VERIFIED", "neither verified down nor reviewed by two people");
    if (!facts.mandated) return no("NO_MANDATE", "no mandate for the recording holds today");
    boolean early = facts.noticed.map(sent -> now.isBefore(sent.plus(OBJECTION))).orElse(true);
    if (by == By.ITSELF && early) return no("TOO_EARLY", "the 72 h for an objection are not over");
    return Optional.empty();
  }

  private static Optional<Refused> no(String code, String why) {
    return Optional.of(new Refused(code, "case", why, "publish it when that has changed"));
  }
}
