package org.antiphon.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Looks a name up. The only place where names become addresses.
@FunctionalInterface
public interface Resolver {
  /// All addresses of a name, or the address that a literal is.
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /// The machine's own.
  static Resolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
