package org.antiphon.outbound;

import java.net.URI;
import java.util.Optional;

/// Where a redirect leads, if it may be followed.
final class Redirect {
  private Redirect() {}

  /// The next address: on the same host, and not from https down to http. A port may change with
  /// the scheme only.
  static Optional<URI> target(URI from, Head head) {
    return head.header("location")
        .flatMap(location -> resolve(from, location))
        .filter(to -> staysAt(from, to));
  }

  private static Optional<URI> resolve(URI from, String location) {
    try {
      return Optional.of(from.resolve(location.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean staysAt(URI from, URI to) {
    if (to.getScheme() == null || to.getHost() == null) return false;
    boolean sameHost = to.getHost().equalsIgnoreCase(from.getHost());
    boolean samePlace =
        to.getScheme().equalsIgnoreCase(from.getScheme()) && to.getPort() == from.getPort();
    boolean upward =
        from.getScheme().equalsIgnoreCase("http")
            && to.getScheme().equalsIgnoreCase("https")
            && to.getPort() == -1
            && from.getPort() == -1;
    return sameHost && (samePlace || upward);
  }
}
