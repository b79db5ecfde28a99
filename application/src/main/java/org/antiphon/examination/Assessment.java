package org.antiphon.examination;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What was found about one upload, as it was stored: facts with evidence, no legal word.
///
/// @param upload the id that intake gave it
/// @param blobSha256 the sound that was examined
/// @param seconds of that sound; 0 where nothing could be decoded
/// @param copies accepted matches first, best first; then the possible ones
/// @param signs what the other examiners found
/// @param json RFC 8785, the contract's `scan` object with upload, blob, versions and parameters,
///   decimals as strings: what `sha256` is of, and what ledger and evidence name
/// @param algorithm name, parameter hash and index state that `copies` rests on
/// @param error code of what could not be examined, such as `NOT_AUDIO`
public record Assessment(
    AssessmentId id,
    UUID upload,
    String blobSha256,
    double seconds,
    Conclusion conclusion,
    List<CopyFact> copies,
    Signs signs,
    String json,
    String sha256,
    String algorithm,
    Optional<String> error,
    Instant at) {
  public Assessment {
    copies = List.copyOf(copies);
  }

  /// The accepted matches.
  public List<CopyFact> matches() {
    return copies.stream().filter(copy -> copy.state() == CopyFact.State.MATCH).toList();
  }
}
