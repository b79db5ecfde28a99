package org.antiphon.enforcement.delivery;

import java.time.Duration;
import java.util.Optional;
import org.antiphon.connector.Changes;
import org.antiphon.connector.Found;
import org.antiphon.connector.RawAnswer;
import org.antiphon.connector.Rejection;
import org.antiphon.connector.Sighting;
import org.antiphon.connector.Submission;
import org.antiphon.connector.Withdrawal;

/// What an answer says of the platform itself, whatever it says of the notice.
///
/// @param asked to wait so long
public record Health(Kind kind, Optional<Duration> asked) {
  /// How the platform does.
  public enum Kind {
    /// It works; a refusal for cause is work, too.
    GOOD,
    /// It asked for less.
    OVERLOADED,
    /// No answer, or one that says "broken".
    FAILED,
    /// It does not know our credential, or no longer.
    CREDENTIAL,
    /// It will not have this done by us; several in a row mean the credential.
    FORBIDDEN
  }

  private static Health of(Kind kind) {
    return new Health(kind, Optional.empty());
  }

  /// After a notice.
  public static Health of(Submission answer) {
    return switch (answer) {
      case Submission.Accepted _, Submission.Duplicate _ -> of(Kind.GOOD);
      case Submission.Refused(var why, _) -> refused(why);
      case Submission.Throttled(var wait, _) -> new Health(Kind.OVERLOADED, wait);
      case Submission.NotSent _, Submission.Unknown _ -> of(Kind.FAILED);
    };
  }

  /// After a withdrawal.
  public static Health of(Withdrawal answer) {
    return switch (answer) {
      case Withdrawal.Withdrawn _ -> of(Kind.GOOD);
      case Withdrawal.Refused(var why, _) -> refused(why);
      case Withdrawal.Throttled(var wait, _) -> new Health(Kind.OVERLOADED, wait);
      case Withdrawal.NotSent _, Withdrawal.Unknown _ -> of(Kind.FAILED);
    };
  }

  /// After a look-up.
  public static Health of(Found answer) {
    return answer instanceof Found.CannotTell(_, var wait, var raw)
        ? silent(wait, raw)
        : of(Kind.GOOD);
  }

  /// After a poll.
  public static Health of(Changes answer) {
    return answer instanceof Changes.CannotTell(_, var wait)
        ? silent(wait, Optional.empty())
        : of(Kind.GOOD);
  }

  /// After a look.
  public static Health of(Sighting answer) {
    return answer instanceof Sighting.NoEvidence(_, var wait, var seen)
        ? silent(wait, seen.isEmpty() ? Optional.empty() : Optional.of(seen.getLast()))
        : of(Kind.GOOD);
  }

  private static Health refused(Rejection why) {
    return switch (why.kind()) {
      case CREDENTIAL -> of(Kind.CREDENTIAL);
      case FORBIDDEN -> of(Kind.FORBIDDEN);
      case TARGET_GONE, INCOMPLETE, KEY_REUSED, OTHER -> of(Kind.GOOD);
    };
  }

  private static Health silent(Optional<Duration> wait, Optional<RawAnswer> raw) {
    if (wait.isPresent()) return new Health(Kind.OVERLOADED, wait);
    return switch (raw.map(RawAnswer::status).orElse(0)) {
      case 429 -> of(Kind.OVERLOADED);
      case 401 -> of(Kind.CREDENTIAL);
      case 0, 500, 502, 503, 504 -> of(Kind.FAILED);
      default -> of(Kind.GOOD);
    };
  }
}
