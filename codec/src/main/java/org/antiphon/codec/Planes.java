package org.antiphon.codec;

import static org.bytedeco.ffmpeg.global.avutil.*;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.ShortPointer;

/// One decoded frame as Java arrays, one per channel: floats, and for integer formats the integers
/// too, moved to the top of 32 bits (FFmpeg's decoders put 24-bit samples there already). Owns its
/// scratch, which grows to the largest frame met; nothing is allocated per frame after that.
final class Planes {
  private float[][] floats = new float[0][0];
  private int[][] integers = new int[0][0];
  private float[] wideFloats = new float[0];
  private double[] wideDoubles = new double[0];
  private short[] wideShorts = new short[0];
  private byte[] wideBytes = new byte[0];
  private int[] wideIntegers = new int[0];
  private int channels;
  private int frames;
  private boolean whole;
  private float peak;

  /// `[channel][frame]`, the first [#frames] count.
  float[][] floats() {
    return floats;
  }

  /// `[channel][frame]`, meaningful only if [#areIntegers].
  int[][] integers() {
    return integers;
  }

  boolean areIntegers() {
    return whole;
  }

  /// Greatest absolute sample of this frame.
  float peak() {
    return peak;
  }

  int channels() {
    return channels;
  }

  int frames() {
    return frames;
  }

  /// Copies a frame out of native memory.
  void take(AVFrame frame) throws CodecFailure {
    frames = frame.nb_samples();
    channels = frame.ch_layout().nb_channels();
    fit();
    boolean planar = av_sample_fmt_is_planar(frame.format()) != 0;
    int each = planar ? frames : frames * channels;
    int stride = planar ? 1 : channels;
    whole = true;
    peak = 0;
    for (int channel = 0; channel < channels; channel++) {
      var from = frame.extended_data(planar ? channel : 0);
      if (planar || channel == 0) load(from, av_get_packed_sample_fmt(frame.format()), each);
      spread(av_get_packed_sample_fmt(frame.format()), channel, planar ? 0 : channel, stride);
    }
  }

  private void fit() {
    if (floats.length >= channels && floats[0].length >= frames) return;
    int length = Math.max(frames, floats.length == 0 ? 4096 : floats[0].length);
    int count = Math.max(channels, floats.length);
    floats = new float[count][length];
    integers = new int[count][length];
    wideFloats = new float[count * length];
    wideDoubles = new double[count * length];
    wideShorts = new short[count * length];
    wideBytes = new byte[count * length];
    wideIntegers = new int[count * length];
  }

  private void load(BytePointer from, int format, int count) throws CodecFailure {
    switch (format) {
      case AV_SAMPLE_FMT_FLT -> new FloatPointer(from).get(wideFloats, 0, count);
      case AV_SAMPLE_FMT_DBL -> new DoublePointer(from).get(wideDoubles, 0, count);
      case AV_SAMPLE_FMT_S16 -> new ShortPointer(from).get(wideShorts, 0, count);
      case AV_SAMPLE_FMT_S32 -> new IntPointer(from).get(wideIntegers, 0, count);
      case AV_SAMPLE_FMT_U8 -> from.get(wideBytes, 0, count);
      default ->
          throw new CodecFailure(
              Fault.Code.UNREADABLE,
              "holds samples in an unknown format, number " + format,
              "convert it to FLAC or WAV first");
    }
  }

  private void spread(int format, int channel, int offset, int stride) {
    float[] into = floats[channel];
    int[] exact = integers[channel];
    switch (format) {
      case AV_SAMPLE_FMT_FLT -> {
        whole = false;
        if (stride == 1) System.arraycopy(wideFloats, 0, into, 0, frames);
        else for (int i = 0, at = offset; i < frames; i++, at += stride) into[i] = wideFloats[at];
        tame(into);
      }
      case AV_SAMPLE_FMT_DBL -> {
        whole = false;
        for (int i = 0, at = offset; i < frames; i++, at += stride)
          into[i] = (float) wideDoubles[at];
        tame(into);
      }
      case AV_SAMPLE_FMT_S16 -> {
        for (int i = 0, at = offset; i < frames; i++, at += stride) exact[i] = wideShorts[at] << 16;
        scale(exact, into);
      }
      case AV_SAMPLE_FMT_U8 -> {
        for (int i = 0, at = offset; i < frames; i++, at += stride)
          exact[i] = ((wideBytes[at] & 0xff) - 128) << 24;
        scale(exact, into);
      }
      default -> {
        for (int i = 0, at = offset; i < frames; i++, at += stride) exact[i] = wideIntegers[at];
        scale(exact, into);
      }
    }
  }

  private void scale(int[] exact, float[] into) {
    float greatest = peak;
    for (int i = 0; i < frames; i++) {
      float sample = exact[i] * 0x1p-31f;
      into[i] = sample;
      // a comparison, not Math.max: that has to mind NaN and costs three times as much
      if (sample > greatest) greatest = sample;
      else if (-sample > greatest) greatest = -sample;
    }
    peak = greatest;
  }

  /// A float file may hold anything: NaN and infinity would poison every sum downstream, so they
  /// become silence, and beyond 40 dB over full scale is noise of a broken file.
  private void tame(float[] samples) {
    float greatest = peak;
    for (int i = 0; i < frames; i++) {
      float size = Math.abs(samples[i]);
      if (size <= greatest) continue;
      if (size <= 100f) greatest = size;
      else samples[i] = 0; // also NaN
    }
    peak = greatest;
  }
}
