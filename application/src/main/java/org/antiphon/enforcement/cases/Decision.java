package org.antiphon.enforcement.cases;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What a person decided about a case, and why.
///
/// @param undoneAt when it was taken back
public record Decision(
    UUID id,
    CaseId about,
    Kind kind,
    String reason,
    UUID person,
    Instant at,
    Optional<Instant> undoneAt) {
  /// The three answers.
  public enum Kind {
    APPROVE,
    REFUSE,
    CANNOT_TELL
  }
}
