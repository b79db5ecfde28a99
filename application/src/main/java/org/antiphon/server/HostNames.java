package org.antiphon.server;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names under which the server answers: this machine's loopback names, the address that it
/// listens at, and its public one.
public record HostNames(Set<String> names) {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /// Copies the names in.
  public HostNames {
    names = Set.copyOf(names);
  }

  /// For a server that listens at `host` and is known to others by `publicUrl`.
  public static HostNames of(String host, Optional<URI> publicUrl) {
    var names = new java.util.HashSet<>(LOOPBACK);
    names.add(host.toLowerCase(Locale.ROOT));
    publicUrl.map(URI::getHost).ifPresent(name -> names.add(name.toLowerCase(Locale.ROOT)));
    return new HostNames(names);
  }

  boolean allows(@Nullable String hostHeader) {
    return hostHeader != null && names.contains(withoutPort(hostHeader));
  }

  /// Whether an `Origin` is the very page that the request went to.
  boolean isOrigin(String origin, @Nullable String hostHeader) {
    int scheme = origin.indexOf("://");
    return scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(hostHeader);
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon > 0 && host.indexOf(']') < colon;
    return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
  }
}
