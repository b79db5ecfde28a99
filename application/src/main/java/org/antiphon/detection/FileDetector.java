package org.antiphon.detection;

import java.io.IOException;
import java.nio.file.Path;
import org.antiphon.audio.AudioInfo;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.DecodeRequest;

/// The detector alone, on files. Thread-safe.
public final class FileDetector {
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

  /// The answer about a file that cannot be heard.
  public Detection unheard(String why) {
    return detector.unheard(why);
  }
}
