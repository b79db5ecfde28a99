package org.antiphon.audio;

import java.io.IOException;
import java.nio.file.Path;

/// Encodes samples to files in the same sandboxed children. Thread-safe, as [AudioReader].
public final class AudioWriter implements AutoCloseable {
  private final CodecPool pool;

  /// With a pool of its own, closed with it.
  public AudioWriter(CodecSettings settings) {
    this(new CodecPool(settings));
  }

  /// On a pool that others use too; closing this closes the pool.
  public AudioWriter(CodecPool pool) {
    this.pool = pool;
  }

  /// Writes `file`, replacing what was there; on failure the file is deleted.
  ///
  /// @return bytes written
  public long encode(PcmSource source, EncodeRequest request, Path file) throws IOException {
    return pool.encode(source, request, file);
  }

  @Override
  public void close() {
    pool.close();
  }
}
