package org.antiphon.examination;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.antiphon.detection.Detection;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.Match;
import org.antiphon.impersonation.Identity;
import org.antiphon.problem.Problem;
import org.antiphon.provenance.Detectors;
import org.antiphon.provenance.ProvenanceReport;

/// What the examiners said of one file.
///
/// @param file as it was named
/// @param seconds of sound that could be decoded
/// @param identification empty where no sound came out
/// @param detection empty where only recognition was asked, or a trusted signer spared it
/// @param provenance empty where only recognition was asked
/// @param identity whom its credits claim to be; empty where only recognition was asked
/// @param error why it could not be examined, or not whole; what could be said stands beside it
/// @param decodingCpuSeconds what the decoding child computed for it
/// @param artwork what was found about its picture; empty where none was looked at
public record Examined(
    String file,
    double seconds,
    Optional<Identification> identification,
    Optional<Detection> detection,
    Optional<Stated> provenance,
    Optional<Identity> identity,
    Optional<Problem> error,
    double decodingCpuSeconds,
    Optional<Artwork> artwork) {

  /// What the file says of itself.
  ///
  /// @param detectors whether the detector was asked, and why not
  public record Stated(ProvenanceReport report, Detectors detectors) {}

  /// The accepted matches, best first.
  public List<Match> matches() {
    return identification.map(Identification::matches).orElse(List.of());
  }

  /// Matches that a person must listen to, best first.
  public List<Match> possible() {
    return identification.map(Identification::possible).orElse(List.of());
  }

  /// The first of COPY, IMPERSONATION, MACHINE_MADE (by the detector, or a trusted signer who says
  /// so of all of the sound) that holds; CANNOT_TELL where an examiner could not tell or the search
  /// ended early; else CLEAR.
  public Conclusion conclusion() {
    if (!matches().isEmpty()) return Conclusion.COPY;
    if (claims(Identity.Conclusion.IMPERSONATION)) return Conclusion.IMPERSONATION;
    if (verdict(Detection.Verdict.MACHINE_MADE) || isDeclaredAi()) return Conclusion.MACHINE_MADE;
    boolean early = identification.map(Identification::truncated).orElse(true);
    boolean unsure =
        !possible().isEmpty()
            || verdict(Detection.Verdict.CANNOT_TELL)
            || claims(Identity.Conclusion.POSSIBLE);
    return early || error.isPresent() || unsure ? Conclusion.CANNOT_TELL : Conclusion.CLEAR;
  }

  private boolean isDeclaredAi() {
    return provenance.filter(stated -> stated.report().declaresAi()).isPresent();
  }

  private boolean verdict(Detection.Verdict verdict) {
    return detection.filter(found -> found.verdict() == verdict).isPresent();
  }

  private boolean claims(Identity.Conclusion conclusion) {
    return identity.filter(found -> found.conclusion() == conclusion).isPresent();
  }

  /// As it is, with what its picture shows.
  Examined showing(Optional<Artwork> found) {
    return new Examined(
        file,
        seconds,
        identification,
        detection,
        provenance,
        identity,
        error,
        decodingCpuSeconds,
        found);
  }

  /// As it is, with whom the credits claim to be.
  Examined claiming(Identity found) {
    return new Examined(
        file,
        seconds,
        identification,
        detection,
        provenance,
        Optional.of(found),
        error,
        decodingCpuSeconds,
        artwork);
  }

  /// As it is, with what the file says of itself now, and before anybody judged its credits.
  Examined stating(Stated now) {
    return new Examined(
        file,
        seconds,
        identification,
        detection,
        Optional.of(now),
        Optional.empty(),
        error,
        decodingCpuSeconds,
        Optional.empty());
  }

  /// The matches and the possible ones as facts.
  public List<CopyFact> facts() {
    return Stream.concat(
            matches().stream().map(match -> fact(match, CopyFact.State.MATCH)),
            possible().stream().map(match -> fact(match, CopyFact.State.BETWEEN)))
        .toList();
  }

  private static CopyFact fact(Match match, CopyFact.State state) {
    return new CopyFact(
        match.recording().id(),
        match.recording().title(),
        match.recording().artist(),
        match.recording().isrc(),
        new Stretch(match.query().from(), match.query().to()),
        new Stretch(match.reference().from(), match.reference().to()),
        match.tempoFactor(),
        match.pitchSemitones(),
        match.score(),
        match.expectedFalseMatches(),
        state);
  }
}
