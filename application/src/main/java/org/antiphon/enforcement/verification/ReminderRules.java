package org.antiphon.enforcement.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.antiphon.enforcement.notices.NoticeState;

/// When a platform that holds a notice and does not act is asked again.
///
/// A platform that said "removed" while it plays is reminded: the same notice under its key with
/// `-r1`. One that is silent is not: over an interface without threads a reminder of an open notice
/// would be a second notice. After twice its reply time a person takes it up, over another channel.
public final class ReminderRules {
  private final VerificationSettings settings;

  /// Rules with their spans.
  public ReminderRules(VerificationSettings settings) {
    this.settings = settings;
  }

  /// What is due.
  public enum Due {
    /// Nothing.
    NOTHING,
    /// The same notice, once more.
    REMINDER,
    /// A person.
    PERSON
  }

  /// What is due now.
  ///
  /// @param discrepancy since when the platform's "removed" is known to be false
  /// @param sent reminders that went out already
  public Due due(
      NoticeState state, Instant accepted, Optional<Instant> discrepancy, int sent, Instant now) {
    if (state != NoticeState.ACCEPTED && state != NoticeState.STILL_UP) return Due.NOTHING;
    var reminders = settings.reminders();
    if (reached(accepted, reminders.replyTime().multipliedBy(2), now)) return Due.PERSON;
    if (state == NoticeState.ACCEPTED || sent >= reminders.limit()) return Due.NOTHING;
    boolean due = reached(discrepancy.orElse(accepted), reminders.afterDiscrepancy(), now);
    return due ? Due.REMINDER : Due.NOTHING;
  }

  private boolean reached(Instant since, Duration calendar, Instant now) {
    return !now.isBefore(since.plus(settings.scale().onTheWire(calendar)));
  }
}
