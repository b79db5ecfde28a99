package org.antiphon.codec;

/// Lengths that the headers of MPEG audio frames state: MP1-3 (ISO/IEC 11172-3 section 2.4.1.3) and
/// ADTS (ISO/IEC 13818-7 section 6.2).
final class MpegFrame {
  /// kbit/s by bit rate index: MPEG-1 layers I, II, III, then MPEG-2 layer I, layers II and III.
  private static final int[][] RATES = {
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
  };

  private static final int[] SAMPLE_RATES = {44_100, 48_000, 32_000};

  private MpegFrame() {}

  /// Bytes that the frame's header says it has; 0 if it is no such header or says nothing.
  ///
  /// @param head at least 7 bytes
  static int length(byte[] head) {
    if ((head[0] & 0xff) != 0xff || (head[1] & 0xe0) != 0xe0) return 0;
    if ((head[1] & 0x06) == 0) return adtsLength(head);
    int version = head[1] >> 3 & 3; // 0: 2.5, 2: 2, 3: 1
    int layer = 4 - (head[1] >> 1 & 3);
    int rateIndex = head[2] >> 4 & 15;
    int sampleIndex = head[2] >> 2 & 3;
    if (version == 1 || rateIndex == 0 || rateIndex == 15 || sampleIndex == 3) return 0;
    int bitRate = 1000 * RATES[version == 3 ? layer - 1 : layer == 1 ? 3 : 4][rateIndex];
    int sampleRate = SAMPLE_RATES[sampleIndex] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
    int padding = head[2] >> 1 & 1;
    if (layer == 1) return (12 * bitRate / sampleRate + padding) * 4;
    int samples = layer == 3 && version != 3 ? 72 : 144;
    return samples * bitRate / sampleRate + padding;
  }

  private static int adtsLength(byte[] head) {
    return (head[3] & 3) << 11 | (head[4] & 0xff) << 3 | (head[5] & 0xff) >> 5;
  }

  /// Bytes of an ADTS header at the start: 7, 9 with a checksum, 0 if there is none.
  static int adtsHeader(byte[] bytes, int length) {
    boolean adts = length >= 7 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xf6) == 0xf0;
    if (!adts) return 0;
    return Math.min(length, (bytes[1] & 1) == 1 ? 7 : 9);
  }
}
