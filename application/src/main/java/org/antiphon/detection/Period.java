package org.antiphon.detection;

import java.util.List;

/// What else than a neural decoder has the period of a comb.
///
/// A codec that delivers sound works on frames; where its input repeats from frame to frame (a
/// constant, a silence with an offset) its error repeats as well, which is a true comb. A
/// synthesiser that renders blocks of samples starts its notes on their edges; a looped sample
/// repeats itself.
enum Period {
  /// No product of strides: only a loop has it.
  NO_DECODER,
  /// A granule of MPEG audio, layer III, or a part of one: no published decoder has such a stride.
  MPEG_GRANULE,
  /// A block of 2^i samples at 44.1 or 48 kHz, which is also a frame of AAC and Vorbis.
  BLOCK,
  /// A frame of Opus or AAC at 48 kHz that is no power of two.
  FRAME,
  /// One that music is not known to have.
  FREE;

  /// Largest prime factor of a decoder's stride.
  private static final int SMOOTH = 7;

  private static final List<Integer> MPEG_RATES = List.of(32_000, 44_100, 48_000);
  private static final List<Integer> GRANULES = List.of(1_152, 576, 288, 192, 144, 96, 72, 48, 36);
  private static final List<Integer> FRAMES = List.of(120, 240, 480, 960, 1_920);

  static Period of(Comb comb) {
    if (comb.readings().stream().noneMatch(each -> each.largestPrime() <= SMOOTH))
      return NO_DECODER;
    if (isBlock(comb.hertz())) return BLOCK;
    boolean known = comb.readings().stream().anyMatch(Reading::isKnown);
    if (!known && isAny(comb.hertz(), MPEG_RATES, GRANULES)) return MPEG_GRANULE;
    if (isAny(comb.hertz(), List.of(48_000), FRAMES)) return FRAME;
    return FREE;
  }

  /// 44,100 or 48,000 Hz over a power of two from 32 to 4,096.
  private static boolean isBlock(double hertz) {
    for (int i = 5; i <= 12; i++)
      if (isAny(hertz, List.of(44_100, 48_000), List.of(1 << i))) return true;
    return false;
  }

  private static boolean isAny(double hertz, List<Integer> rates, List<Integer> samples) {
    for (int rate : rates)
      for (int each : samples) if (Math.abs(hertz - (double) rate / each) < 1e-6) return true;
    return false;
  }
}
