package org.antiphon.examination;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.IndexedRecording;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.Matcher;
import org.antiphon.fingerprint.Peaks;

/// Examines a sound once more, away from the catalogue: against the peaks of a few recordings, and
/// reckoned as if the whole catalogue were there. A match rests on the two sounds and on the
/// catalogue's length alone, so the figures are those of the first examination, unless a budget had
/// ended that one early.
///
/// @param examiners makes an examiner that recognises by this function
/// @param parameters recipe of the peaks
public record Rehearing(
    Function<Function<Peaks, Identification>, Examiner> examiners, LandmarkParameters parameters) {
  /// A recording, and the peaks of its sound as the blob store keeps them.
  public record Reference(IndexedRecording recording, byte[] peaks) {}

  /// What the examiners say of a file now.
  ///
  /// @param catalogueSeconds that the first examination was held against
  /// @param scratch an empty folder; what is left in it may be deleted
  /// @throws IOException where the peaks are damaged, or the disk fails
  public Examined examine(
      Path sound, List<Reference> references, double catalogueSeconds, Path scratch)
      throws IOException {
    try (var index = LandmarkIndex.open(scratch, parameters)) {
      for (var reference : references)
        index.add(
            reference.recording(), PeaksBlob.read(new ByteArrayInputStream(reference.peaks())));
      var matcher = new Matcher(index, catalogueSeconds);
      return examiners.apply(matcher::identify).examine(sound, sound.getFileName().toString());
    }
  }

  /// Name and parameters of recognition.
  public String algorithm() {
    return parameters.version().toString();
  }
}
