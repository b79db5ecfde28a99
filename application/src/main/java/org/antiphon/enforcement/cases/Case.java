package org.antiphon.enforcement.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.enforcement.basis.Basis;
import org.antiphon.examination.Stretch;

/// One upload against one basis.
///
/// @param recordings whose use it is about; one owner's
/// @param linkedTo the case that this one is a reappearance of
/// @param endedBecause why it is over, where it is
public record Case(
    CaseId id,
    CaseState state,
    Ground ground,
    Target target,
    Origin origin,
    List<RecordingId> recordings,
    Optional<Holding> held,
    Optional<CaseId> linkedTo,
    Optional<String> endedBecause,
    Instant openedAt,
    Instant changedAt) {
  /// On what it rests.
  ///
  /// @param outcome NOTICE, LABEL, REVIEW, REFUSE or HOLD, as the rules said
  /// @param code the rule's code
  /// @param regime the law book's id; empty until a rule or a person's decision has led to one
  public record Ground(
      Basis basis,
      String outcome,
      String code,
      String reason,
      String owner,
      String regime,
      Set<String> territories) {}

  /// Against what.
  ///
  /// @param externalId the platform's own id of the upload
  public record Target(
      String platform, UUID upload, String externalId, String uploaderId, String audioSha256) {}

  /// From what it was opened.
  public record Origin(UUID routing, UUID assessment, double strength) {}

  /// Who has it open, until when.
  public record Holding(UUID person, Instant until) {}

  /// A stretch of the upload that plays a stretch of a recording.
  public record Segment(
      RecordingId recording,
      Stretch upload,
      Stretch reference,
      double tempoFactor,
      double pitchSemitones,
      double score,
      double expectedFalseMatches) {}
}
