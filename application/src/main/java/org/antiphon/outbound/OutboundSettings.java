package org.antiphon.outbound;

import java.time.Duration;

/// How patient the client is.
///
/// @param connect to look up, to connect, to shake hands: each
/// @param response between two reads
/// @param perHost calls at once to one host
/// @param total calls at once
/// @param userAgent as we say who we are
public record OutboundSettings(
    Duration connect, Duration response, int perHost, int total, String userAgent) {
  /// 5 s and 30 s, 64 to a host, 256 in all.
  public static OutboundSettings standard(String version) {
    return new OutboundSettings(
        Duration.ofSeconds(5), Duration.ofSeconds(30), 64, 256, "Antiphon/" + version);
  }
}
