package org.antiphon.fingerprint;

/// The key of a landmark, and how it is split between the index's terms and positions.
///
/// A landmark is three peaks i, j, k in time. Its **hash** holds what neither a change of pitch nor
/// of tempo touches: both intervals from i in thirds of a semitone and the ratio of the two times,
/// as `((d12 + 64) · 128 + d13 + 64) · 32 + ratio`, 19 bits. The **term** appends the class of i's
/// frequency (8 bits) and of the span D = t(k) - t(i) (4 bits): a copy that was hardly changed is
/// looked for under few terms, a changed one in a range of them. What the classes leave over, and
/// the anchor's frame within its block, stand in the **position**, 10 + 5 + 5 bits; no payload is
/// needed. Classes of 2 semitones and half octaves of span: four times finer ones made terms that
/// hold one or two places each, whose bookkeeping was a third of the index and half of the time of
/// a wide search.
final class LandmarkKey {
  /// Frames of one index block: 16.384 s.
  static final int BLOCK = 1024;

  private final LandmarkParameters.Landmarks landmarks;
  private final int[] classOfSpan;
  private final int[] shortestOfClass;

  LandmarkKey(LandmarkParameters.Landmarks landmarks) {
    this.landmarks = landmarks;
    classOfSpan = new int[landmarks.longest() + 1];
    shortestOfClass = new int[16];
    for (int span = landmarks.longest(); span >= landmarks.shortest(); span--) {
      double octaves = StrictMath.log((double) span / landmarks.shortest()) / StrictMath.log(2);
      classOfSpan[span] = (int) Math.floor(landmarks.classes().spansPerOctave() * octaves + 1e-9);
      shortestOfClass[classOfSpan[span]] = span;
    }
  }

  /// Packs the three parts of a hash.
  static int hash(int d12, int d13, int ratio) {
    return ((d12 + 64) * 128 + d13 + 64) * 32 + ratio;
  }

  /// Quarter bins to thirds of a semitone, to the nearest.
  static int thirds(double quarterBins) {
    return (int) Math.floor(quarterBins / 4 + 0.5);
  }

  /// Hash of three peaks.
  int hash(Peaks peaks, int i, int j, int k) {
    int ratio =
        landmarks.classes().ratioSteps()
            * (peaks.t()[j] - peaks.t()[i])
            / (peaks.t()[k] - peaks.t()[i]);
    return hash(thirds(peaks.f()[j] - peaks.f()[i]), thirds(peaks.f()[k] - peaks.f()[i]), ratio);
  }

  int classOfFrequency(int quarterBin) {
    return quarterBin / landmarks.classes().quarterBins();
  }

  int classOfSpan(int span) {
    return classOfSpan[span];
  }

  /// Four bytes, read as one number.
  static int term(int hash, int frequencyClass, int spanClass) {
    return (hash << 12) | (frequencyClass << 4) | spanClass;
  }

  /// What the term leaves over.
  int position(int frame, int quarterBin, int span) {
    return ((frame % BLOCK) << 10)
        | ((quarterBin % landmarks.classes().quarterBins()) << 5)
        | (span - shortestOfClass[classOfSpan(span)]);
  }

  static int frame(int position) {
    return position >>> 10;
  }

  int quarterBin(int term, int position) {
    return ((term >>> 4) & 0xff) * landmarks.classes().quarterBins() + ((position >>> 5) & 0x1f);
  }

  int span(int term, int position) {
    return shortestOfClass[term & 0xf] + (position & 0x1f);
  }
}
