package org.antiphon.connector;

import java.net.URI;
import java.time.Instant;

/// One entry of a feed.
public sealed interface RemoteUpload {
  /// The platform's own name for it.
  ExternalId id();

  /// Grows with each change of the upload.
  long revision();

  /// It is there.
  record Published(
      ExternalId id,
      long revision,
      Instant publishedAt,
      Place place,
      RemoteUploader uploader,
      RemoteCredits credits)
      implements RemoteUpload {}

  /// It was there: a tombstone.
  record Deleted(ExternalId id, long revision) implements RemoteUpload {}

  /// Where it is seen and heard.
  ///
  /// @param seconds as the platform says
  record Place(URI page, URI audio, double seconds) {}
}
