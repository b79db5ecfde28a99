package org.antiphon.catalogue;

import org.antiphon.problem.InvalidInput;

/// A stretch of a recording that is not ours to claim (licensed loop, public-domain intro, speech).
///
/// @param from seconds into the recording
/// @param to seconds, after `from`
/// @param by who said so
public record ExcludedInterval(
    RecordingId recording, double from, double to, String reason, String by) {
  public ExcludedInterval {
    if (!(from >= 0 && to > from && to < 1e6))
      throw new InvalidInput(
          "INTERVAL",
          "from,to",
          "%s to %s is no stretch of time".formatted(from, to),
          "seconds, the first before the second");
    if (reason.isBlank())
      throw new InvalidInput(
          "REASON", "reason", "an exclusion needs a reason", "say why this part is not ours");
  }
}
