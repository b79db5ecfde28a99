package org.antiphon.simulator;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// One answer, and how it is to reach the client (if at all).
///
/// @param afterSent runs when the last byte was written; never when the answer was cut on purpose
record Response(
    int status, Map<String, String> headers, Body body, Delivery delivery, Runnable afterSent) {
  sealed interface Body {
    /// Bytes in memory.
    record Bytes(byte[] bytes) implements Body {}

    /// A part of a file: `length` bytes from `from`.
    record FilePart(Path file, long from, long length) implements Body {}

    default long length() {
      return switch (this) {
        case Bytes(var bytes) -> bytes.length;
        case FilePart(_, _, var length) -> length;
      };
    }
  }

  /// What the wire does with an answer.
  sealed interface Delivery {
    /// All of it, and the connection stays.
    record Whole() implements Delivery {}

    /// Nothing for `silence`, then all of it.
    record Late(Duration silence) implements Delivery {}

    /// Nothing at all for `silence`, then the connection is closed.
    record Never(Duration silence) implements Delivery {}

    /// The head, half of the body, then a reset.
    record Half() implements Delivery {}

    /// A body that never ends, as fast as it is read or a byte at a time, up to a minute.
    record Endless(boolean drip) implements Delivery {}
  }

  static Response of(int status, String type, byte[] body) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", type);
    return new Response(status, headers, new Body.Bytes(body), new Delivery.Whole(), () -> {});
  }

  static Response json(int status, Object value) {
    return of(status, "application/json", Json.bytes(value));
  }

  static Response html(int status, String page) {
    return of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
  }

  Response with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Response(status, more, body, delivery, afterSent);
  }

  Response with(Body other) {
    return new Response(status, headers, other, delivery, afterSent);
  }

  Response by(Delivery other) {
    return new Response(status, headers, body, other, afterSent);
  }

  Response then(Runnable after) {
    return new Response(status, headers, body, delivery, after);
  }
}
