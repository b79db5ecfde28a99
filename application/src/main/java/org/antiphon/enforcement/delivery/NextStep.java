package org.antiphon.enforcement.delivery;

import java.time.Instant;
import java.util.Optional;
import org.antiphon.connector.PlatformState;

/// What follows from an answer, or from none. Decided by [SendRules], done by [Sender].
sealed interface NextStep {
  /// The platform holds the notice.
  ///
  /// @param how `accepted`, `already held` or `found`
  record Accept(PlatformState state, String how) implements NextStep {}

  /// The platform says no, for cause; a person decides.
  record Reject(String code, String detail) implements NextStep {}

  /// There is nothing left to ask for, or no right to ask any more.
  record Overtake(String code, String reason) implements NextStep {}

  /// Send it again, the same notice under the same key.
  ///
  /// @param burnt whether this counts against the budget of attempts
  /// @param person why a person should know, if so
  record Queue(Instant notBefore, boolean burnt, Optional<String> person) implements NextStep {}

  /// Ask the platform before anything else.
  record LookUp(Instant at) implements NextStep {}

  /// No machine may go on: sending again could send twice.
  record AskPerson(String code) implements NextStep {}

  /// The budget is spent.
  record GiveUp(String why) implements NextStep {}
}
