package org.antiphon.audio;

import java.io.IOException;
import java.nio.file.Path;
import org.antiphon.telemetry.Fact;
import org.antiphon.telemetry.Telemetry;

/// Decodes files in sandboxed children, streaming, in bounded memory whatever the file.
///
/// Thread-safe: as many calls work at once as the pool has workers, the others wait. The same file
/// gives the same samples, bit for bit, whatever the pool.
public final class AudioReader implements AutoCloseable {
  private final CodecPool pool;

  /// With a pool of its own, closed with it.
  public AudioReader(CodecSettings settings) {
    this(new CodecPool(settings));
  }

  /// On a pool that others use too; closing this closes the pool.
  public AudioReader(CodecPool pool) {
    this.pool = pool;
  }

  /// One pass over a file. Sinks are called on this thread. What could be decoded before a
  /// truncation is delivered, and the truncation is in the answer; so are [AudioInfo#fault]
  /// TOO_SHORT and SILENT.
  ///
  /// @throws org.antiphon.problem.Unreadable NOT_AUDIO, TOO_LONG, TOO_LARGE, ENCRYPTED, UNREADABLE
  ///   or TIMED_OUT; the sinks may have been given a part by then
  /// @throws org.antiphon.problem.Unavailable when no child can be started here
  /// @throws IOException when the file cannot be read from the disk
  public AudioInfo decode(Path file, DecodeRequest request) throws IOException {
    return Telemetry.step(
        "audio.decode",
        () -> {
          var info = pool.decode(file, request);
          Telemetry.note(Fact.CODEC, info.codec());
          Telemetry.note(Fact.SECONDS, Math.round(info.seconds()));
          return info;
        });
  }

  /// The yardstick for every figure of cost: CPU seconds that the child needs to decode the file
  /// and throw the samples away, without resampling or sending them. In steps of 10 ms: sum over
  /// files.
  public double pureDecodingCpuSeconds(Path file) throws IOException {
    return decode(file, DecodeRequest.nothing()).cpuSeconds();
  }

  /// A writer on the same children; it ends with this reader and is not closed by itself.
  public AudioWriter writer() {
    return new AudioWriter(pool);
  }

  /// A reader of pictures on the same children; it ends with this reader and is not closed by
  /// itself.
  public PictureReader pictures() {
    return new PictureReader(pool);
  }

  @Override
  public void close() {
    pool.close();
  }
}
