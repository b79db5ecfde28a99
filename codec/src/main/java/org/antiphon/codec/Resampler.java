package org.antiphon.codec;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.NullUnmarked;

/// One channel from any rate to 16 kHz by libswresample with its default filter: the front end of
/// `fingerprint` is pinned to it.
@NullUnmarked // swr_convert takes null for "flush"
final class Resampler implements AutoCloseable {
  static final int RATE = 16_000;
  private static final int BLOCK = 4096;
  private static final int MOST_OUT = 3 * BLOCK;

  private final FloatPointer in = new FloatPointer(BLOCK);
  private final FloatPointer out = new FloatPointer(MOST_OUT);
  private final PointerPointer<BytePointer> inPlanes = new PointerPointer<>(1);
  private final PointerPointer<BytePointer> outPlanes = new PointerPointer<>(1);
  private final float[] samples = new float[MOST_OUT];
  private SwrContext context;

  /// Where the 16 kHz samples go.
  interface Sink {
    void samples(float[] samples, int length) throws IOException, CodecFailure;
  }

  Resampler(int fromRate) throws CodecFailure {
    inPlanes.put(0, in);
    outPlanes.put(0, out);
    context = new SwrContext(null);
    try (var mono = new AVChannelLayout()) {
      av_channel_layout_default(mono, 1);
      swr_alloc_set_opts2(
          context, mono, AV_SAMPLE_FMT_FLT, RATE, mono, AV_SAMPLE_FMT_FLT, fromRate, 0, null);
    }
    if (swr_init(context) < 0) {
      close();
      throw new CodecFailure(
          Fault.Code.UNREADABLE,
          "cannot be brought from %d Hz to 16 kHz".formatted(fromRate),
          "convert it to 44,100 Hz first");
    }
  }

  void take(float[] from, int length, Sink sink) throws IOException, CodecFailure {
    for (int at = 0; at < length; at += BLOCK) {
      int count = Math.min(BLOCK, length - at);
      in.put(from, at, count);
      deliver(swr_convert(context, outPlanes, MOST_OUT, inPlanes, count), sink);
    }
  }

  /// What the filter still holds.
  void flush(Sink sink) throws IOException, CodecFailure {
    int count;
    do {
      count = swr_convert(context, outPlanes, MOST_OUT, (PointerPointer<BytePointer>) null, 0);
      deliver(count, sink);
    } while (count > 0);
  }

  private void deliver(int count, Sink sink) throws IOException, CodecFailure {
    if (count <= 0) return;
    out.get(samples, 0, count);
    sink.samples(samples, count);
  }

  @Override
  public void close() {
    swr_free(context);
    in.close();
    out.close();
    inPlanes.close();
    outPlanes.close();
  }
}
