package org.antiphon.examination;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.problem.Unreadable;

/// Asks every examiner about a file and joins what they say. Today recognition is the only one; the
/// blocks of the others are null in the JSON. Thread-safe, streaming, memory bounded whatever the
/// file.
public final class Examiner {
  private final Listener listener;
  private final Function<Peaks, Identification> recognition;

  /// Asks this recognition, such as a matcher over an index.
  public Examiner(Listener listener, Function<Peaks, Identification> recognition) {
    this.listener = listener;
    this.recognition = recognition;
  }

  /// Examines one file. A file that cannot be examined is an answer too, never an exception.
  ///
  /// @throws IOException when the disk fails
  /// @throws org.antiphon.problem.Unavailable when no codec can be started
  public Examined examine(Path file) throws IOException {
    return examine(file, file.toString());
  }

  /// As above, under another name.
  public Examined examine(Path file, String name) throws IOException {
    try {
      Heard heard = listener.query(file);
      boolean nothing = heard.info().fault().filter(Examiner::saysNothing).isPresent();
      return new Examined(
          name,
          heard.info().seconds(),
          nothing ? Optional.empty() : Optional.of(recognition.apply(heard.peaks())),
          heard.info().fault().map(fault -> fault),
          heard.info().cpuSeconds());
    } catch (Unreadable fault) {
      return new Examined(name, 0, Optional.empty(), Optional.of(fault), 0);
    }
  }

  /// A sound that was cut off still holds what was heard; one too short or silent holds nothing.
  private static boolean saysNothing(Unreadable fault) {
    return !fault.code().equals("TRUNCATED");
  }
}
