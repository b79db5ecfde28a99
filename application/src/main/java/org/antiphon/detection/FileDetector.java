package org.antiphon.detection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.antiphon.audio.AudioInfo;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.DecodeRequest;

/// The detector alone, on files. Thread-safe.
public final class FileDetector {
  private static final int DESCRIBED_SECONDS = 30;

  private final AudioReader reader;
  private final Detector detector;

  /// The reader stays its caller's to close.
  public FileDetector(AudioReader reader, Detector detector) {
    this.reader = reader;
    this.detector = detector;
  }

  /// A file and what was found in it.
  public record Detected(AudioInfo info, Detection detection) {}

  /// Listens to one file.
  ///
  /// @throws org.antiphon.problem.Unreadable where nothing can be decoded
  /// @throws IOException when the disk fails
  public Detected detect(Path file) throws IOException {
    var stream = detector.open();
    var info = reader.decode(file, DecodeRequest.nativeRate(stream));
    var found =
        detector.conclude(stream, sink -> reader.decode(file, DecodeRequest.nativeRate(sink)));
    return new Detected(info, found);
  }

  /// Describes at most 30 s of a file, from its beginning: evidence for an analyst, outside the
  /// verdict.
  ///
  /// @throws org.antiphon.problem.Unreadable where nothing can be decoded
  /// @throws IOException when the disk fails
  public Map<String, Double> describe(Path file) throws IOException {
    var sink = new Excerpt(DESCRIBED_SECONDS);
    reader.decode(file, DecodeRequest.nativeRate(sink));
    return sink.rate() == 0 ? Map.of() : Descriptors.of(sink.samples(), sink.rate());
  }

  /// The answer about a file that cannot be heard.
  public Detection unheard(String why) {
    return detector.unheard(why);
  }
}
