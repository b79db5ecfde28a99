package org.antiphon.fingerprint;

import java.util.Arrays;

/// The landmarks of one slice of a query, with the neighbouring hashes that each leans to, sorted
/// by hash: what the index is asked. Used again for the next slice. Not thread-safe.
///
/// A peak of a copy lies up to a quarter bin and a frame beside its original, so a landmark is
/// looked up under every hash that its intervals and its ratio reach within 1.2 of those: one to
/// eight, three on average.
final class LandmarkQuery {
  private final LandmarkParameters parameters;
  private final Triplets triplets;
  private LandmarkParameters.Queries.Tier tier;
  private long[] keys = new long[1 << 12];
  private int size;
  private int[] frames = new int[1 << 10];
  private int[] spans = new int[1 << 10];
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
    }
    int span = peaks.t()[k] - peaks.t()[i];
    frames[landmarks] = peaks.t()[i];
    spans[landmarks] = span;
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
        for (int r = lowest; r <= highest; r++)
          put(LandmarkKey.hash(a, b, r), peaks.f()[i], span, landmarks);
    landmarks++;
  }

  private void put(int hash, int quarterBin, int span, int landmark) {
    if (size == keys.length) keys = Arrays.copyOf(keys, 2 * size);
    keys[size++] = ((long) hash << 41) | ((long) quarterBin << 31) | ((long) span << 24) | landmark;
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
    return (int) keys[key] & 0xffffff;
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
