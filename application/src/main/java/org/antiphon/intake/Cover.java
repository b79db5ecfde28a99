package org.antiphon.intake;

import java.net.URI;
import java.util.Optional;

/// The picture that a platform shows with an upload: its address stands in the credits as
/// `artworkUrl`.
final class Cover {
  /// Bytes of one; a cover has less than a tenth of it.
  static final long MOST_BYTES = 10_000_000;

  private Cover() {}

  /// Its address; empty where the platform shows none, or what is no address.
  static Optional<URI> of(Upload upload) {
    return upload.credits().field("artworkUrl").flatMap(Cover::address);
  }

  private static Optional<URI> address(String text) {
    try {
      var uri = URI.create(text);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
