package org.antiphon.intake;

import java.util.Optional;

/// Which uploads to list, newest seen first.
///
/// @param before only those seen before this one: the last id of the page before
/// @param limit 1 to 500
public record UploadQuery(
    Optional<PlatformId> platform,
    Optional<UploadState> state,
    Optional<String> uploader,
    Optional<UploadId> before,
    int limit) {
  /// Refuses other limits.
  public UploadQuery {
    if (limit < 1 || limit > 500) throw new IllegalArgumentException("limit " + limit);
  }

  /// The newest, whatever their platform and state.
  public static UploadQuery newest(int limit) {
    return new UploadQuery(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
  }

  /// The page after the one that ended with this upload.
  public UploadQuery after(UploadId last) {
    return new UploadQuery(platform, state, uploader, Optional.of(last), limit);
  }
}
