package org.antiphon.enforcement.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Where the sending of one notice stands.
///
/// @param letter what is sent, and to whom
/// @param queuedAt when its age began to count; a revival begins it anew
/// @param failures attempts that count against the budget
/// @param doubt what an ambiguous answer left behind
/// @param attempt the attempt that holds it now, if one does
/// @param reference the platform's own name for it, once known
record Sending(
    Letter letter,
    Instant queuedAt,
    int failures,
    Doubt doubt,
    Optional<Holder> attempt,
    Optional<String> reference) {
  /// What an ambiguous answer left behind.
  ///
  /// @param mayHaveArrived whether an attempt ended without our knowing how, and no look-up has
  ///   settled it since
  /// @param firstSent when the key first left this machine: its life-time counts from here
  /// @param firstAbsent the first look-up that found nothing, if the second is still to come
  /// @param lookUps how many look-ups since brought no evidence
  record Doubt(
      boolean mayHaveArrived,
      Optional<Instant> firstSent,
      Optional<Instant> firstAbsent,
      int lookUps) {
    static final Doubt NONE = new Doubt(false, Optional.empty(), Optional.empty(), 0);
  }

  /// The attempt in whose hands a SENDING notice is.
  ///
  /// @param leaseUntil after this moment the outcome counts as unknown
  record Holder(UUID id, Instant startedAt, Instant leaseUntil) {}
}
