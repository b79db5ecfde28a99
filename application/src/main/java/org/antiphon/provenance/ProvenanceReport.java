package org.antiphon.provenance;

import java.util.List;
import java.util.Optional;

/// What a file says of itself, and how far that can be trusted.
///
/// @param verdict state, source and coverage
/// @param anchor where a trusted signer's certificate leads
/// @param sourcesHold no ingredient at any depth is broken, unknown or unchecked
/// @param findings each with a code and a plain sentence
/// @param marks unsigned marks and statements of rights
/// @param place where the statement lies
/// @param manifests the active one first
/// @param basis what answered, and whom it believed
/// @param crJson the engine's whole answer without the time of asking, where there was one
public record ProvenanceReport(
    Verdict verdict,
    Anchor anchor,
    boolean sourcesHold,
    List<Finding> findings,
    List<Mark> marks,
    Place place,
    List<Manifest> manifests,
    Basis basis,
    Optional<String> crJson) {
  public ProvenanceReport {
    findings = List.copyOf(findings);
    marks = List.copyOf(marks);
    manifests = List.copyOf(manifests);
  }

  /// The three answers.
  public record Verdict(State state, Source source, Coverage coverage) {}

  /// Where a statement lies.
  ///
  /// @param container `WAV`, `MP3`, …
  /// @param kind `EMBEDDED`, `SIDECAR`, `REMOTE` or `NONE`
  /// @param offset of the store in its file
  /// @param length of the store
  /// @param remote address that is named and not fetched; empty where there is none
  public record Place(String container, String kind, long offset, long length, String remote) {}

  /// What answered.
  ///
  /// @param trustSet [TrustSet#id]
  public record Basis(EngineVersion engine, String trustSet) {}

  public State state() {
    return verdict.state();
  }

  public Source source() {
    return verdict.source();
  }

  public Coverage coverage() {
    return verdict.coverage();
  }

  /// A trusted signer vouches for all of the sound.
  public boolean isSignedAudio() {
    return state() == State.TRUSTED && coverage() == Coverage.FULL;
  }

  /// Who says that a generator made the sound, in words: an unbroken signed statement, a
  /// generator's own tag, the label that law asks for, or XMP. What is broken, unchecked, or speaks
  /// of a part only, says nothing here.
  public Optional<String> generator() {
    boolean unbroken = state() == State.TRUSTED || state() == State.VALID_UNTRUSTED;
    if (unbroken && source() == Source.AI)
      return Optional.of("the signed statement in the file says that a generator made it");
    return marks.stream()
        .filter(Mark::isOfGenerator)
        .findFirst()
        .map(mark ->
            "the file's own %s says so, unsigned: “%s”".formatted(mark.field(), mark.value()));
  }

  /// A trusted signer says that a generator made all of this sound.
  public boolean declaresAi() {
    return isSignedAudio() && source() == Source.AI;
  }
}
