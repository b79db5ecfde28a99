package org.antiphon.outbound;

import java.io.IOException;
import java.io.InputStream;

/// Makes something of an answer's body while it arrives.
///
/// @param <T> what it makes
@FunctionalInterface
public interface BodyReader<T> {
  /// Reads the body; the stream ends, or throws, at the bounds of the call. Exceptions of the
  /// stream must be let through.
  ///
  /// @throws IOException of the stream, or of what the reader itself writes to
  T read(Head head, InputStream body) throws IOException;
}
