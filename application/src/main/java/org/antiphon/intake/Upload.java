package org.antiphon.intake;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.antiphon.blobs.BlobId;

/// One offering on a platform, by its platform id, as we saw it last.
///
/// @param externalId the platform's own id
/// @param revision grows with each change at the platform
/// @param seconds as the platform says
/// @param audio the sound that was fetched last; of an older revision while the state is SEEN
/// @param fetchedAt when it was
/// @param trouble why it could not be fetched
public record Upload(
    UploadId id,
    PlatformId platform,
    String externalId,
    long revision,
    Instant publishedAt,
    URI pageUrl,
    URI audioUrl,
    double seconds,
    Uploader uploader,
    Credits credits,
    Optional<BlobId> audio,
    Optional<Instant> fetchedAt,
    UploadState state,
    Optional<String> trouble) {
  /// SHA-256 of the sound that was fetched last.
  public Optional<String> audioSha256() {
    return audio.map(BlobId::sha256);
  }
}
