package org.antiphon.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.antiphon.fingerprint.Peaks;

/// Peaks of music that nobody made, as many as one likes, by a seed: to fill an index to a size for
/// which there is not enough real music.
///
/// Landmarks of independent random peaks would be spread far too evenly: real music repeats itself,
/// and has its figures in common with other music. Therefore a piece is put together from bars of
/// real recordings (1.2 to 2.6 s, so that most landmarks are real ones), each piece moved by up to
/// 6 semitones and three in ten by up to 15 % of tempo, mostly out of one recording, from a stock
/// of bars that come again. In each bar 3 peaks of 100 are left out and 5 are moved by a frame or a
/// quarter bin; with a third moved and 12 left out, look-ups were half as long as those of the real
/// music, and so they are with bars of 2.4 s and more out of long recordings only. What is left of
/// the difference is told by [org.antiphon.fingerprint.HashStatistics], which the bench prints.
final class SyntheticMusic {
  private static final double LOST = 0.03;
  private static final double MOVED = 0.05;
  private static final int HIGHEST = 719;

  private final List<Peaks> sources;
  private final long seed;

  /// Music out of these recordings.
  SyntheticMusic(List<Peaks> sources, long seed) {
    this.sources = sources.stream().filter(source -> source.frames() > 400).toList();
    if (this.sources.isEmpty()) throw new IllegalArgumentException("no recording to take bars of");
    this.seed = seed;
  }

  /// A stretch of a recording.
  private record Bar(Peaks of, int from) {}

  /// The peaks of piece `number`, the same each time.
  Peaks piece(int number, double seconds) {
    var random = new Random(seed * 1_000_003 + number);
    var main = sources.get(random.nextInt(sources.size()));
    int length = 75 + random.nextInt(90);
    var stock = new Bar[16 + random.nextInt(60)];
    for (int i = 0; i < stock.length; i++) {
      var of = random.nextInt(5) == 0 ? sources.get(random.nextInt(sources.size())) : main;
      stock[i] = new Bar(of, random.nextInt(of.frames() - 2 * length));
    }
    int pitch = random.nextInt(145) - 72;
    double scale = random.nextInt(10) < 7 ? 1 : 0.85 + 0.3 * random.nextDouble();
    var built = new Builder((int) (seconds * Peaks.RATE));
    int at = random.nextInt(stock.length);
    for (double start = 0; start < built.frames; start += length * scale) {
      var bar = stock[at];
      built.add(bar.of(), bar.from(), bar.from() + length, start, scale, pitch, random);
      at = random.nextInt(4) == 0 ? random.nextInt(stock.length) : (at + 1) % stock.length;
    }
    return built.peaks();
  }

  /// A recording moved by `pitch` quarter bins and slowed by `scale`, with the losses of a copy.
  ///
  /// @param lost share of the peaks that are missing
  static Peaks copy(
      Peaks of, double from, double to, double scale, int pitch, double lost, Random random) {
    var built = new Builder((int) ((to - from) * scale));
    built.lost = lost;
    built.add(of, from, to, 0, scale, pitch, random);
    return built.peaks();
  }

  /// Peaks in the making.
  private static final class Builder {
    private final int frames;
    private double lost = LOST;
    private long[] places = new long[1 << 10];
    private int[] contrasts = new int[1 << 10];
    private int[] ranks = new int[1 << 10];
    private int size;

    Builder(int frames) {
      this.frames = frames;
    }

    void add(
        Peaks of, double from, double to, double start, double scale, int pitch, Random random) {
      int end = of.firstAt(to);
      for (int i = of.firstAt(from); i < end; i++) {
        if (random.nextDouble() < lost) continue;
        int t = (int) Math.round(start + (of.t()[i] - from) * scale) + moved(random);
        int f = of.f()[i] + pitch + moved(random);
        if (f >= 0 && f <= HIGHEST && t >= 0 && t < frames)
          put(t, f, of.contrast()[i], of.rank()[i]);
      }
    }

    private static int moved(Random random) {
      return random.nextDouble() < MOVED ? random.nextInt(2) * 2 - 1 : 0;
    }

    private void put(int t, int f, int contrast, int rank) {
      if (size == places.length) {
        places = Arrays.copyOf(places, 2 * size);
        contrasts = Arrays.copyOf(contrasts, 2 * size);
        ranks = Arrays.copyOf(ranks, 2 * size);
      }
      places[size] = ((long) t << 42) | ((long) f << 32) | size;
      contrasts[size] = contrast;
      ranks[size++] = rank;
    }

    Peaks peaks() {
      Arrays.sort(places, 0, size);
      int[] kept =
          IntStream.range(0, size)
              .filter(n -> n == 0 || places[n] >>> 32 != places[n - 1] >>> 32)
              .toArray();
      var peaks =
          new Peaks(
              frames,
              new int[kept.length],
              new int[kept.length],
              new int[kept.length],
              new int[kept.length]);
      for (int i = 0; i < kept.length; i++) {
        long place = places[kept[i]];
        peaks.t()[i] = (int) (place >>> 42);
        peaks.f()[i] = (int) (place >>> 32) & 0x3ff;
        peaks.contrast()[i] = contrasts[(int) place];
        peaks.rank()[i] = ranks[(int) place];
      }
      return peaks;
    }
  }
}
