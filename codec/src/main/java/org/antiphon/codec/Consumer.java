package org.antiphon.codec;

import java.io.IOException;

/// Takes the frames of one pass.
interface Consumer extends AutoCloseable {
  void take(Planes planes, int sampleRate) throws IOException, CodecFailure;

  /// The file is over.
  void finish() throws IOException, CodecFailure;

  @Override
  default void close() {}
}
