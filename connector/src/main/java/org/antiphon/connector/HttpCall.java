package org.antiphon.connector;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// One request to a platform.
///
/// @param method `GET`, `HEAD`, `POST`, `PUT` or `DELETE`
/// @param headers as sent; the port adds `Host`, `Content-Length` and `User-Agent`
/// @param body empty for none; never written to after construction
public record HttpCall(
    String method, URI uri, Map<String, String> headers, byte[] body, Limits limits) {
  /// What to do with the answer's body.
  public enum Keep {
    /// Keep all of it in memory.
    WHOLE,
    /// Read it to its end for its hash and length, and keep the first 64 KiB.
    DIGEST
  }

  /// Where the port cuts.
  ///
  /// @param maxBytes of the answer's body
  /// @param total from the first look-up of the name to the last byte
  public record Limits(long maxBytes, Duration total, Keep keep) {
    /// For answers of an interface: 1 MiB in 60 s, kept.
    public static final Limits API = new Limits(1 << 20, Duration.ofSeconds(60), Keep.WHOLE);

    /// For a page of a feed: 16 MiB in 60 s, kept.
    public static final Limits FEED = new Limits(16 << 20, Duration.ofSeconds(60), Keep.WHOLE);

    /// For audio that is only looked at: 500 MB in 10 minutes, hashed.
    public static final Limits AUDIO =
        new Limits(500_000_000L, Duration.ofMinutes(10), Keep.DIGEST);
  }

  /// Copies the headers in.
  public HttpCall {
    headers = Map.copyOf(headers);
  }

  /// A GET with these headers.
  public static HttpCall get(URI uri, Map<String, String> headers, Limits limits) {
    return new HttpCall("GET", uri, headers, new byte[0], limits);
  }

  /// Never shows headers: they hold keys.
  @Override
  public String toString() {
    return method + " " + uri;
  }
}
