package org.antiphon.codec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/// The master hash of lossless sound: SHA-256 over `antiphon-pcm-v1\n`, `<rate> <channels> <bits>
/// <frames>\n`, and the samples as signed little-endian integers of `bits`, the fewest of 8, 16,
/// 24, 32 that lose nothing. Float sound counts as 24 bit where every sample times 2^23 is an
/// integer.
///
/// The header comes first but is known last. So the file's promise of its length is believed, each
/// width that may still turn out the fewest is hashed at the same time (the narrow ones drop out at
/// the first sample that needs more: at once in music), and if the promise was wrong the pass is
/// repeated with the true length.
final class PcmHash implements Consumer {
  private static final int[] WIDTHS = {8, 16, 24, 32};

  private final MessageDigest[] digests = new MessageDigest[WIDTHS.length];
  private final long promisedFrames;
  private byte[] bytes = new byte[0];
  private long frames;
  private int sampleRate;
  private int channels;
  private int needed;
  private boolean hashable = true;

  PcmHash(long promisedFrames) {
    this.promisedFrames = promisedFrames;
  }

  @Override
  public void take(Planes planes, int rate) {
    if (frames == 0) begin(rate, planes.channels());
    // A master has one rate and one channel count from beginning to end.
    hashable &= rate == sampleRate && planes.channels() == channels;
    if (hashable && !planes.areIntegers()) hashable = floatsToIntegers(planes);
    if (!hashable) return;
    frames += planes.frames();
    int all = 0;
    for (int channel = 0; channel < channels; channel++)
      for (int i = 0; i < planes.frames(); i++) all |= planes.integers()[channel][i];
    needed = Math.max(needed, widthOf(all));
    for (int width = needed; width < WIDTHS.length; width++) update(planes, width);
  }

  private void begin(int rate, int count) {
    sampleRate = rate;
    channels = count;
    for (int width = 0; width < WIDTHS.length; width++) {
      digests[width] = Hashes.sha256();
      String header =
          "antiphon-pcm-v1\n%d %d %d %d\n"
              .formatted(sampleRate, channels, WIDTHS[width], promisedFrames);
      digests[width].update(header.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /// Index of the fewest bits that hold the ones of `all`, from the top.
  private static int widthOf(int all) {
    int zeros = Integer.numberOfTrailingZeros(all) / 8; // of 0: 32 zero bits
    return Math.max(0, 3 - zeros);
  }

  private static boolean floatsToIntegers(Planes planes) {
    for (int channel = 0; channel < planes.channels(); channel++) {
      for (int i = 0; i < planes.frames(); i++) {
        float scaled = planes.floats()[channel][i] * 0x1p23f;
        if (scaled < -0x1p23f || scaled > 0x1p23f - 1 || scaled != Math.rint(scaled)) return false;
        planes.integers()[channel][i] = (int) scaled << 8;
      }
    }
    return true;
  }

  private void update(Planes planes, int width) {
    int each = width + 1;
    int length = each * channels * planes.frames();
    if (bytes.length < length) bytes = new byte[length];
    for (int channel = 0; channel < channels; channel++) {
      int[] samples = planes.integers()[channel];
      int at = channel * each;
      for (int i = 0; i < planes.frames(); i++, at += each * channels)
        for (int b = 0; b < each; b++) bytes[at + b] = (byte) (samples[i] >> (8 * (4 - each + b)));
    }
    digests[width].update(bytes, 0, length);
  }

  @Override
  public void finish() {}

  /// Frames heard, while the sound could be hashed at all.
  long frames() {
    return frames;
  }

  /// Whether there is a hash, if only the length was promised rightly.
  boolean isPossible() {
    return hashable && frames > 0;
  }

  /// Whether the header that was hashed first turned out true.
  boolean isTrue() {
    return frames == promisedFrames;
  }

  /// The hash, once, if the promised length was true.
  Optional<String> hash() {
    if (!isPossible() || !isTrue()) return Optional.empty();
    return Optional.of(HexFormat.of().formatHex(digests[needed].digest()));
  }
}
