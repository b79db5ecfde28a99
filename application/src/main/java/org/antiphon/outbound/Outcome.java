package org.antiphon.outbound;

import java.util.Optional;

/// What became of a call.
///
/// @param <T> what the reader of the body made
public sealed interface Outcome<T> {
  /// A whole answer, of any status.
  record Answered<T>(Head head, T body) implements Outcome<T> {}

  /// Certain: not one byte of the request left this machine.
  record NotSent<T>(Trouble trouble, String detail) implements Outcome<T> {}

  /// The request may have arrived and had its effect; no whole answer came.
  ///
  /// @param head if that much did come
  record Lost<T>(Trouble trouble, String detail, Optional<Head> head) implements Outcome<T> {}
}
