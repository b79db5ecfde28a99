package org.antiphon.fingerprint;

import java.util.Arrays;

/// The landmarks of one slice of a query, with the neighbouring hashes that each leans to, sorted
/// by hash: what the index is asked. Used again for the next slice. Not thread-safe.
///
/// A peak of a copy lies up to a quarter bin and a frame beside its original, so a landmark is
/// looked up under every hash that its intervals and its ratio reach within 1.2 of those: one to
/// eight, three on average.
///
/// Keys are not equally likely to find the true place. Of 31 excerpts of 5 s, one of each disguise,
/// 9.7 % of the keys in the landmark's own classes did, 2.0, 0.4 and 0.2 % of those that lean in
/// one, two and three of them; of the former, among an anchor's first five landmarks, 42, 33, 26, 6
/// and 0.8 % where the weakest peak ranks below 8, 16, 24, 32 and 40; 0.42, 0.12 and 0.07 of that
/// among the next fives. A key's worth is the product.
final class LandmarkQuery {
  private static final int[] WORTH_BY_LEANS = {48, 10, 2, 1};
  private static final int[] WORTH_BY_RANK = {64, 50, 40, 9, 1};
  private static final int[] WORTH_BY_ORDER = {16, 7, 2, 1};
  private static final int RANKS = 8;
  private static final int ORDERS = 5;

  private final LandmarkParameters parameters;
  private final Triplets triplets;
  private LandmarkParameters.Queries.Tier tier;
  private long[] keys = new long[1 << 12];
  private int size;
  private int[] frames = new int[1 << 10];
  private int[] spans = new int[1 << 10];
  private int[] worths = new int[1 << 10];
  private int anchor;
  private int order;
  private final int[] shortest;
  private final int[] longest;
  private int landmarks;

  LandmarkQuery(LandmarkParameters parameters) {
    this.parameters = parameters;
    triplets = new Triplets(parameters.landmarks());
    tier = parameters.queries().plain();
    shortest = new int[parameters.landmarks().longest() + 1];
    longest = new int[parameters.landmarks().longest() + 1];
  }

  /// Asks for the landmarks whose anchors are peaks `from` to `to` - 1.
  void ask(Peaks peaks, int from, int to, LandmarkParameters.Queries.Tier by) {
    tier = by;
    limitSpans();
    size = 0;
    landmarks = 0;
    anchor = -1;
    triplets.each(peaks, from, to, by.rank(), by.perAnchor(), (i, j, k) -> add(peaks, i, j, k));
    Arrays.sort(keys, 0, size);
  }

  private void limitSpans() {
    var limits = parameters.landmarks();
    for (int span = limits.shortest(); span <= limits.longest(); span++) {
      shortest[span] = Math.max(limits.shortest(), (int) Math.ceil(span / tier.scale() - 0.5));
      longest[span] = Math.min(limits.longest(), (int) Math.floor(span * tier.scale() + 0.5));
    }
  }

  private void add(Peaks peaks, int i, int j, int k) {
    if (landmarks == frames.length) {
      frames = Arrays.copyOf(frames, 2 * landmarks);
      spans = Arrays.copyOf(spans, 2 * landmarks);
      worths = Arrays.copyOf(worths, 2 * landmarks);
    }
    int span = peaks.t()[k] - peaks.t()[i];
    frames[landmarks] = peaks.t()[i];
    spans[landmarks] = span;
    worths[landmarks] = worth(peaks, i, j, k);
    double slack = parameters.queries().slackBins();
    int d12 = peaks.f()[j] - peaks.f()[i];
    int d13 = peaks.f()[k] - peaks.f()[i];
    int steps = parameters.landmarks().classes().ratioSteps();
    double ratio = (double) steps * (peaks.t()[j] - peaks.t()[i]) / span;
    double lean = steps * parameters.queries().slackFrames() / span;
    int lowest = (int) Math.max(0, ratio - lean);
    int highest = (int) Math.min(steps - 1e-6, ratio + lean);
    for (int a = LandmarkKey.thirds(d12 - slack); a <= LandmarkKey.thirds(d12 + slack); a++)
      for (int b = LandmarkKey.thirds(d13 - slack); b <= LandmarkKey.thirds(d13 + slack); b++)
        for (int r = lowest; r <= highest; r++) {
          int leans =
              (a == LandmarkKey.thirds(d12) ? 0 : 1)
                  + (b == LandmarkKey.thirds(d13) ? 0 : 1)
                  + (r == (int) ratio ? 0 : 1);
          put(LandmarkKey.hash(a, b, r), peaks.f()[i], span, leans);
        }
    landmarks++;
  }

  private int worth(Peaks peaks, int i, int j, int k) {
    order = i == anchor ? order + 1 : 0;
    anchor = i;
    int weakest = Math.max(peaks.rank()[i], Math.max(peaks.rank()[j], peaks.rank()[k]));
    return WORTH_BY_RANK[Math.min(weakest / RANKS, WORTH_BY_RANK.length - 1)]
        * WORTH_BY_ORDER[Math.min(order / ORDERS, WORTH_BY_ORDER.length - 1)];
  }

  private void put(int hash, int quarterBin, int span, int leans) {
    if (size == keys.length) keys = Arrays.copyOf(keys, 2 * size);
    keys[size++] =
        ((long) hash << 41)
            | ((long) quarterBin << 31)
            | ((long) span << 24)
            | ((long) leans << 22)
            | landmarks;
  }

  LandmarkParameters.Queries.Tier tier() {
    return tier;
  }

  /// How many keys are asked for; a landmark has several.
  int size() {
    return size;
  }

  /// How many landmarks there are.
  int landmarks() {
    return landmarks;
  }

  int hash(int key) {
    return (int) (keys[key] >>> 41);
  }

  /// First key after those that share this key's hash.
  int endOfGroup(int key) {
    int end = key + 1;
    while (end < size && hash(end) == hash(key)) end++;
    return end;
  }

  /// The anchor's frequency.
  int quarterBin(int key) {
    return (int) (keys[key] >>> 31) & 0x3ff;
  }

  int span(int key) {
    return (int) (keys[key] >>> 24) & 0x7f;
  }

  int landmark(int key) {
    return (int) keys[key] & 0x3fffff;
  }

  /// How likely the keys `from` to `to` - 1 are to find the true place, against others.
  long worth(int from, int to) {
    long sum = 0;
    for (int key = from; key < to; key++)
      sum += (long) WORTH_BY_LEANS[(int) (keys[key] >>> 22) & 3] * worths[landmark(key)];
    return sum;
  }

  /// The anchor's frame in the query.
  int frame(int landmark) {
    return frames[landmark];
  }

  /// The landmark's span in the query.
  int spanOf(int landmark) {
    return spans[landmark];
  }

  /// The shortest span of the reference that a key may mean.
  int shortest(int key) {
    return shortest[span(key)];
  }

  /// The longest span of the reference that a key may mean.
  int longest(int key) {
    return longest[span(key)];
  }
}
