package org.antiphon.outbound;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Which addresses are out of bounds. Tables of the IANA special-purpose registries (RFC 6890 and
/// successors): for IPv4 everything that is not globally reachable, for IPv6 everything outside
/// 2000::/3 and the special blocks inside it. Addresses that carry an IPv4 address in them (mapped,
/// compatible, NAT64, 6to4) are judged by that too, since a translator on the way would deliver
/// there.
final class AddressRules {
  private static final List<Block> FORBIDDEN =
      blocks(
          "0.0.0.0/8 this network",
          "10.0.0.0/8 private",
          "100.64.0.0/10 shared by carriers, holds metadata services",
          "127.0.0.0/8 loopback",
          "168.63.129.16/32 metadata service",
          "169.254.0.0/16 link-local, holds metadata services",
          "172.16.0.0/12 private",
          "192.0.0.0/24 protocol assignments, holds metadata services",
          "192.0.2.0/24 documentation",
          "192.31.196.0/24 AS112",
          "192.52.193.0/24 AMT",
          "192.88.99.0/24 6to4 relays",
          "192.168.0.0/16 private",
          "192.175.48.0/24 AS112",
          "198.18.0.0/15 benchmarks",
          "198.51.100.0/24 documentation",
          "203.0.113.0/24 documentation",
          "224.0.0.0/4 multicast",
          "240.0.0.0/4 reserved, broadcast",
          "2001::/23 protocol assignments, Teredo",
          "2001:db8::/32 documentation",
          "2002::/16 6to4",
          "2620:4f:8000::/48 AS112",
          "3fff::/20 documentation");
  private static final Block GLOBAL_UNICAST = block("2000::/3 global unicast");
  private static final Block NAT64 = block("64:ff9b::/96 NAT64");

  private AddressRules() {}

  /// Why a call of this reach may not go there; empty when it may.
  static Optional<String> objection(InetAddress address, Reach reach) {
    return switch (reach) {
      case LOOPBACK ->
          address.isLoopbackAddress()
              ? Optional.empty()
              : Optional.of(text(address) + " is not this machine, as a simulated platform is");
      case PUBLIC -> forbidden(address);
    };
  }

  private static Optional<String> forbidden(InetAddress address) {
    for (Block block : FORBIDDEN)
      if (block.holds(address)) return Optional.of(text(address) + " lies in " + block.name());
    if (address instanceof Inet6Address six) {
      if (NAT64.holds(six)) return forbidden(embedded(six));
      if (!GLOBAL_UNICAST.holds(six))
        return Optional.of(text(six) + " is no global unicast address");
    }
    return Optional.empty();
  }

  /// The IPv4 address in the last four bytes.
  private static InetAddress embedded(Inet6Address six) {
    byte[] bytes = six.getAddress();
    return of(Arrays.copyOfRange(bytes, 12, 16));
  }

  private static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }

  private static String text(InetAddress address) {
    return address.getHostAddress();
  }

  private static List<Block> blocks(String... lines) {
    return Arrays.stream(lines).map(AddressRules::block).toList();
  }

  private static Block block(String line) {
    String range = line.substring(0, line.indexOf(' '));
    int slash = range.indexOf('/');
    byte[] first = literal(range.substring(0, slash)).getAddress();
    int prefix = Integer.parseInt(range.substring(slash + 1));
    return new Block(line, new BigInteger(1, first), first.length, first.length * 8 - prefix);
  }

  private static InetAddress literal(String text) {
    return InetAddress.ofLiteral(text);
  }

  /// A range of addresses.
  ///
  /// @param length 4 or 16 bytes
  /// @param free bits at the end that may be anything
  private record Block(String name, BigInteger first, int length, int free) {
    boolean holds(InetAddress address) {
      byte[] bytes = address.getAddress();
      return bytes.length == length
          && new BigInteger(1, bytes).shiftRight(free).equals(first.shiftRight(free));
    }
  }
}
