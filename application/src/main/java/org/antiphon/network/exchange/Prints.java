package org.antiphon.network.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import org.antiphon.fingerprint.Peaks;

/// A partner's fingerprint at our door: bounded before it is parsed, then looked at whether it is
/// music at all. A loop, a tone or silence has few distinct landmarks and would match everybody.
final class Prints {
  private static final int HEADER = 12;
  private static final double LEAST_SECONDS = 30;
  private static final int LEAST_LANDMARKS = 100;
  private static final double MOST_SECONDS = 12 * 3600;
  private static final int WINDOW = (int) (10 * Peaks.RATE);
  private final Form form;

  /// The form of the bytes; its reader lives where prints are stored.
  @FunctionalInterface
  interface Form {
    Peaks read(InputStream in) throws IOException;
  }

  Prints(Form form) {
    this.form = form;
  }

  /// What was read, or why it was not taken.
  record Outcome(Optional<Peaks> peaks, String code, String detail) {}

  Outcome read(byte[] bytes) {
    // each peak takes at least 3 bytes: a count beyond that would only claim memory
    if (bytes.length < HEADER || ByteBuffer.wrap(bytes).getInt(8) > bytes.length / 3)
      return refused("PRINT_UNREADABLE", "no peaks, or more than its bytes hold");
    try {
      var peaks = form.read(new ByteArrayInputStream(bytes));
      return checked(peaks);
    } catch (IOException | RuntimeException e) {
      return refused("PRINT_UNREADABLE", String.valueOf(e.getMessage()));
    }
  }

  static Outcome checked(Peaks peaks) {
    if (peaks.seconds() > MOST_SECONDS) return refused("PRINT_UNREADABLE", "more than 12 h");
    for (int i = 0; i < peaks.size(); i++)
      if (peaks.f()[i] > 719 || peaks.t()[i] >= peaks.frames())
        return refused("PRINT_UNREADABLE", "a peak outside its sound");
    if (peaks.seconds() < LEAST_SECONDS)
      return refused("PRINT_SHORT", "%.1f s; 30 are needed".formatted(peaks.seconds()));
    int fewest = fewestLandmarks(peaks);
    if (fewest < LEAST_LANDMARKS)
      return refused("PRINT_THIN", fewest + " distinct landmarks in 10 s; 100 are needed");
    return new Outcome(Optional.of(peaks), "", "");
  }

  private static Outcome refused(String code, String detail) {
    return new Outcome(Optional.empty(), code, detail);
  }

  /// The least number of distinct pairs of neighbouring peaks (both frequencies and the distance)
  /// in any whole 10 s: each peak with the three that follow.
  static int fewestLandmarks(Peaks peaks) {
    int fewest = Integer.MAX_VALUE;
    for (int from = 0; from + WINDOW <= peaks.frames(); from += WINDOW / 2) {
      var distinct = new HashSet<Integer>();
      int end = peaks.firstAt(from + WINDOW);
      for (int i = peaks.firstAt(from); i < end; i++)
        for (int j = i + 1; j < Math.min(end, i + 4); j++)
          distinct.add((peaks.f()[i] << 20) ^ (peaks.f()[j] << 8) ^ (peaks.t()[j] - peaks.t()[i]));
      fewest = Math.min(fewest, distinct.size());
    }
    return fewest;
  }
}
