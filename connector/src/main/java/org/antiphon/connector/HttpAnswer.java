package org.antiphon.connector;

import java.util.Optional;

/// What became of one request.
public sealed interface HttpAnswer {
  /// A whole answer.
  record Answered(RawAnswer answer) implements HttpAnswer {}

  /// Certain: not one byte of the request left. Name not found, address refused by the guard,
  /// connection or TLS refused.
  record NotSent(String cause) implements HttpAnswer {}

  /// The request may have arrived; no whole answer did. Time-out, reset, broken or endless body.
  ///
  /// @param head status and headers if these did arrive, with what was read of the body
  record Lost(String cause, Optional<RawAnswer> head) implements HttpAnswer {}
}
