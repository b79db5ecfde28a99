package org.antiphon.outbound;

import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/// One request.
///
/// @param headers as sent; `Host`, `Content-Length`, `User-Agent` and `Accept-Encoding` are ours
/// @param body empty for none; never written to
public record OutboundCall(
    String method, URI uri, Map<String, String> headers, byte[] body, Reach reach, Bounds bounds) {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

  /// Refuses header names and values that could end a line.
  public OutboundCall {
    headers = Map.copyOf(headers);
    headers.forEach((name, value) -> {
      if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches())
        throw new IllegalArgumentException("no HTTP header: " + name);
    });
  }

  /// A GET.
  public static OutboundCall get(URI uri, Map<String, String> headers, Reach reach, Bounds bounds) {
    return new OutboundCall("GET", uri, headers, new byte[0], reach, bounds);
  }

  /// Never shows headers: they hold keys.
  @Override
  public String toString() {
    return method + " " + uri;
  }
}
