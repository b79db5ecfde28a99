package org.antiphon.examination;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import org.antiphon.audio.DecodeRequest;
import org.antiphon.config.ProvenanceSettings;
import org.antiphon.detection.Detection;
import org.antiphon.detection.Detector;
import org.antiphon.detection.DetectorStream;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.impersonation.ShownCredits;
import org.antiphon.problem.Unreadable;
import org.antiphon.provenance.Detectors;
import org.antiphon.provenance.Provenance;
import org.antiphon.telemetry.Fact;
import org.antiphon.telemetry.Telemetry;

/// Asks every examiner about a file and joins what they say: its own statements first, since they
/// may spare the detector; recognition and detection hear the same pass over it. The blocks of
/// those that do not exist yet are null in the JSON. Thread-safe, streaming, memory bounded
/// whatever the file.
public final class Examiner {
  private final Listener listener;
  private final Function<Peaks, Identification> recognition;
  private final Detector detector;
  private final Statements statements;
  private final Claims claims;
  private final ArtworkLook artwork;

  /// Who reads what files say of themselves, and what that spares.
  public record Statements(Provenance provenance, ProvenanceSettings settings) {}

  /// Asks this recognition, such as a matcher over an index, this detector, this reader of
  /// statements, and this roster; what can be closed stays its caller's to close.
  public Examiner(
      Listener listener,
      Function<Peaks, Identification> recognition,
      Detector detector,
      Statements statements,
      Claims claims) {
    this(listener, recognition, detector, statements, claims, ArtworkLook.none());
  }

  /// As above, and looks at pictures.
  public Examiner(
      Listener listener,
      Function<Peaks, Identification> recognition,
      Detector detector,
      Statements statements,
      Claims claims,
      ArtworkLook artwork) {
    this.listener = listener;
    this.recognition = recognition;
    this.detector = detector;
    this.statements = statements;
    this.claims = claims;
    this.artwork = artwork;
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
  Examined examine(Path file, String name, Shown shown, Consumer<Heard> note) throws IOException {
    return examine(file, name, listener::named, note, Optional.of(shown));
  }

  /// What was found of the same bytes, told of another upload: what the file says of itself and
  /// these credits are judged anew, nothing is heard.
  ///
  /// @return empty where the file's statements now ask for other examiners than they did then
  Optional<Examined> again(Examined earlier, Path file, Shown shown) throws IOException {
    var stated = stated(file);
    boolean same =
        earlier.provenance().filter(was -> was.detectors() == stated.detectors()).isPresent();
    if (!same) return Optional.empty();
    var examined = earlier.stating(stated);
    return Optional.of(judged(examined, file, shown.credits(), Optional.of(shown)));
  }

  /// With what a sound is shown.
  ///
  /// @param picture file of the picture; empty: the platform showed none
  record Shown(ShownCredits credits, Optional<Path> picture) {}

  /// One pass over a file.
  @FunctionalInterface
  private interface Pass {
    Heard over(Path file, DecodeRequest request) throws IOException;
  }

  private Examined examine(
      Path file, String name, Pass pass, Consumer<Heard> note, Optional<Shown> shown)
      throws IOException {
    var stated = stated(file);
    try {
      if (stated.detectors() == Detectors.SKIPPED) {
        var heard = pass.over(file, DecodeRequest.nothing());
        note.accept(heard);
        var examined =
            examined(name, heard, searched(heard), Optional.empty(), Optional.of(stated));
        return judged(examined, file, credits(shown, heard), shown);
      }
      var stream = detector.open();
      var heard = pass.over(file, DecodeRequest.nativeRate(stream));
      note.accept(heard);
      var found = searched(heard);
      var detection =
          heard.isPrint()
              ? detector.unheard("is a fingerprint, which holds no sound")
              : saysNothing(heard)
                  ? detector.unheard(heard.info().fault().orElseThrow().what())
                  : detect(stream, file, PlayedSpeed.of(found));
      var examined = examined(name, heard, found, Optional.of(detection), Optional.of(stated));
      return judged(examined, file, credits(shown, heard), shown);
    } catch (Unreadable fault) {
      var unheard = Optional.of(detector.unheard(fault.what()));
      var examined = unreadable(name, fault, unheard, Optional.of(stated));
      return shown.isPresent() ? judged(examined, file, shown.get().credits(), shown) : examined;
    }
  }

  private Examined judged(Examined examined, Path file, ShownCredits credits, Optional<Shown> shown)
      throws IOException {
    var seen = examined.showing(artwork.look(shown.flatMap(Shown::picture), file, listener));
    return seen.claiming(claims.judge(credits, seen));
  }

  /// The platform's credits where there are any, else the file's own tags.
  private static ShownCredits credits(Optional<Shown> shown, Heard heard) {
    return shown.map(Shown::credits).orElseGet(() -> CreditsShown.of(heard.info().tags()));
  }

  /// The file's hash is only taken where a signature could spare the detector.
  private Examined.Stated stated(Path file) throws IOException {
    var report = Telemetry.step("provenance.read", () -> statements.provenance().examine(file));
    var settings = statements.settings();
    var detectors = Detectors.of(report, settings, () -> ReferenceFiles.sha256(file));
    return new Examined.Stated(report, detectors);
  }

  /// Asks the detector and what the file says of itself, for whoever has asked recognition already.
  ///
  /// @return whether a trusted signer says so of all of the sound, or the detector names it; not
  ///   where it cannot be decoded
  /// @throws IOException when the disk fails
  public boolean isMachineMade(Path file) throws IOException {
    var stated = stated(file);
    if (stated.report().declaresAi()) return true;
    if (stated.detectors() == Detectors.SKIPPED) return false;
    try {
      var stream = detector.open();
      listener.play(file, stream);
      var found = detect(stream, file, OptionalDouble.empty());
      return found.verdict() == Detection.Verdict.MACHINE_MADE;
    } catch (Unreadable _) {
      return false; // whoever asked recognition has said why
    }
  }

  /// Asks recognition alone, under another name.
  public Examined recognise(Path file, String name) throws IOException {
    try {
      var heard = listener.query(file);
      return examined(name, heard, searched(heard), Optional.empty(), Optional.empty());
    } catch (Unreadable fault) {
      return unreadable(name, fault, Optional.empty(), Optional.empty());
    }
  }

  /// The answer about a file that its caller could not open.
  public Examined closed(String name, Unreadable fault) {
    return unreadable(name, fault, Optional.of(detector.unheard(fault.what())), Optional.empty());
  }

  private static Examined examined(
      String name,
      Heard heard,
      Optional<Identification> found,
      Optional<Detection> detection,
      Optional<Examined.Stated> stated) {
    return new Examined(
        name,
        heard.info().seconds(),
        found,
        detection,
        stated,
        Optional.empty(),
        heard.info().fault().map(fault -> fault),
        heard.info().cpuSeconds(),
        Optional.empty());
  }

  private Detection detect(DetectorStream stream, Path file, OptionalDouble speed)
      throws IOException {
    return Telemetry.step(
        "detection.run", () -> detector.conclude(stream, sink -> listener.play(file, sink), speed));
  }

  private Optional<Identification> searched(Heard heard) {
    return saysNothing(heard) ? Optional.empty() : Optional.of(search(heard));
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

  private static Examined unreadable(
      String name,
      Unreadable fault,
      Optional<Detection> detection,
      Optional<Examined.Stated> stated) {
    return new Examined(
        name,
        0,
        Optional.empty(),
        detection,
        stated,
        Optional.empty(),
        Optional.of(fault),
        0,
        Optional.empty());
  }

  /// A sound that was cut off still holds what was heard; one too short or silent holds nothing.
  private static boolean saysNothing(Heard heard) {
    return heard.info().fault().filter(fault -> !fault.code().equals("TRUNCATED")).isPresent();
  }
}
