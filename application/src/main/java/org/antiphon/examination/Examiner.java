package org.antiphon.examination;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.antiphon.audio.NativeSink;
import org.antiphon.detection.Detection;
import org.antiphon.detection.Detector;
import org.antiphon.detection.DetectorStream;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.impersonation.ShownCredits;
import org.antiphon.problem.Unreadable;
import org.antiphon.telemetry.Fact;
import org.antiphon.telemetry.Telemetry;

/// Asks every examiner about a file and joins what they say: recognition and detection hear the
/// same pass over it. The blocks of those that do not exist yet are null in the JSON. Thread-safe,
/// streaming, memory bounded whatever the file.
public final class Examiner {
  private final Listener listener;
  private final Function<Peaks, Identification> recognition;
  private final Detector detector;
  private final Claims claims;

  /// Asks this recognition, such as a matcher over an index, this detector, and this roster.
  public Examiner(
      Listener listener,
      Function<Peaks, Identification> recognition,
      Detector detector,
      Claims claims) {
    this.listener = listener;
    this.recognition = recognition;
    this.detector = detector;
    this.claims = claims;
  }

  /// Examines one file. A file that cannot be examined is an answer too, never an exception.
  ///
  /// @throws IOException when the disk fails
  /// @throws org.antiphon.problem.Unavailable when no codec can be started
  public Examined examine(Path file) throws IOException {
    return examine(file, file.toString());
  }

  /// As above, under another name; the file's tags are its credits.
  public Examined examine(Path file, String name) throws IOException {
    return examine(file, name, listener::query, _ -> {}, Optional.empty());
  }

  /// As above, shown with these credits, and with the hashes of the sound; `note` is told what was
  /// heard, unless nothing was.
  Examined examine(Path file, String name, ShownCredits credits, Consumer<Heard> note)
      throws IOException {
    return examine(file, name, listener::named, note, Optional.of(credits));
  }

  /// One pass over a file.
  @FunctionalInterface
  private interface Pass {
    Heard over(Path file, NativeSink sink) throws IOException;
  }

  private Examined examine(
      Path file, String name, Pass pass, Consumer<Heard> note, Optional<ShownCredits> credits)
      throws IOException {
    try {
      var stream = detector.open();
      var heard = pass.over(file, stream);
      note.accept(heard);
      var detection =
          heard.isPrint()
              ? detector.unheard("is a fingerprint, which holds no sound")
              : saysNothing(heard)
                  ? detector.unheard(heard.info().fault().orElseThrow().what())
                  : detect(stream, file);
      var examined = examined(name, heard, Optional.of(detection));
      var shown = credits.orElseGet(() -> CreditsShown.of(heard.info().tags()));
      return examined.claiming(claims.judge(shown, examined));
    } catch (Unreadable fault) {
      var examined = unreadable(name, fault, Optional.of(detector.unheard(fault.what())));
      return credits
          .map(shown -> examined.claiming(claims.judge(shown, examined)))
          .orElse(examined);
    }
  }

  /// Asks recognition alone, under another name.
  public Examined recognise(Path file, String name) throws IOException {
    try {
      return examined(name, listener.query(file), Optional.empty());
    } catch (Unreadable fault) {
      return unreadable(name, fault, Optional.empty());
    }
  }

  private Examined examined(String name, Heard heard, Optional<Detection> detection) {
    return new Examined(
        name,
        heard.info().seconds(),
        saysNothing(heard) ? Optional.empty() : Optional.of(search(heard)),
        detection,
        Optional.empty(),
        heard.info().fault().map(fault -> fault),
        heard.info().cpuSeconds());
  }

  private Detection detect(DetectorStream stream, Path file) throws IOException {
    return Telemetry.step(
        "detection.run", () -> detector.conclude(stream, sink -> listener.play(file, sink)));
  }

  private Identification search(Heard heard) {
    return Telemetry.step(
        "fingerprint.search",
        () -> {
          var found = recognition.apply(heard.peaks());
          Telemetry.note(Fact.ALGORITHM, found.version().toString());
          Telemetry.note(Fact.MATCHES, found.matches().size());
          return found;
        });
  }

  private static Examined unreadable(String name, Unreadable fault, Optional<Detection> detection) {
    return new Examined(
        name, 0, Optional.empty(), detection, Optional.empty(), Optional.of(fault), 0);
  }

  /// A sound that was cut off still holds what was heard; one too short or silent holds nothing.
  private static boolean saysNothing(Heard heard) {
    return heard.info().fault().filter(fault -> !fault.code().equals("TRUNCATED")).isPresent();
  }
}
