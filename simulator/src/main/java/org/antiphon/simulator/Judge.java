package org.antiphon.simulator;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/// Holds a notice against the truth. Findings: `wrongTarget` (the upload is no copy), or, where the
/// basis is `IMPERSONATION`, none is planted on it), `wrongPerson` (it passes itself off as
/// somebody else than the notice says), `wrongRecording` (a named work or segment is not what the
/// upload plays), `wrongOffset` (a segment is more than 1 s off), `unattested` (signed later than
/// it was sent, or at no time).
final class Judge {
  private static final double TOLERANCE_SECONDS = 1.0;

  /// A signer's clock may be ahead of ours by this much.
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(5);

  private Judge() {}

  static List<String> findings(JsonNode document, PlannedUpload upload, Instant arrived) {
    var findings = new ArrayList<String>();
    if (!signedBefore(document, arrived)) findings.add("unattested");
    boolean ofIdentity = Json.text(document, "basis").equals("IMPERSONATION");
    if (ofIdentity) {
      String person = Json.text(document.path("person"), "name");
      if (!upload.truth().isImpersonation()) findings.add("wrongTarget");
      else if (!upload.truth().impersonates().equals(person)) findings.add("wrongPerson");
      return findings;
    }
    if (!upload.truth().isCopy()) {
      findings.add("wrongTarget");
      return findings;
    }
    if (!namesOnlyItsRecordings(document, upload)) findings.add("wrongRecording");
    else if (offsetError(document, upload).orElse(0) > TOLERANCE_SECONDS)
      findings.add("wrongOffset");
    return findings;
  }

  private static boolean signedBefore(JsonNode document, Instant arrived) {
    try {
      var at = Instant.parse(Json.text(document.path("signature"), "at"));
      return !at.isAfter(arrived.plus(CLOCK_SLACK));
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static boolean namesOnlyItsRecordings(JsonNode document, PlannedUpload upload) {
    var played = upload.truth().sources().stream().map(s -> s.recording()).toList();
    for (var work : document.path("works"))
      if (!played.contains(Json.text(work, "id"))) return false;
    for (var segment : document.path("target").path("segments"))
      if (!played.contains(Json.text(segment, "recording"))) return false;
    return true;
  }

  /// The largest error over the segments, in seconds of the recording; of a recording that is
  /// played several times the nearest place counts. Empty where no segment names a played
  /// recording.
  static OptionalDouble offsetError(JsonNode document, PlannedUpload upload) {
    double worst = -1;
    for (var segment : document.path("target").path("segments")) {
      double from = Json.number(segment.path("uploadFrom")).orElse(Double.NaN);
      double said = Json.number(segment.path("recordingFrom")).orElse(Double.NaN);
      var error =
          upload.truth().sources().stream()
              .filter(source -> source.recording().equals(Json.text(segment, "recording")))
              .mapToDouble(source -> Math.abs(said - source.recordingAt(from)))
              .min();
      if (error.isPresent()) worst = Math.max(worst, error.getAsDouble());
    }
    return worst < 0 ? OptionalDouble.empty() : OptionalDouble.of(worst);
  }
}
