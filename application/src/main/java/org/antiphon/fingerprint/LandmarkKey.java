package org.antiphon.fingerprint;

/// The key of a landmark, and how it is split between the index's terms and positions.
///
/// A landmark is three peaks i, j, k in time. Its **hash** holds what neither a change of pitch nor
/// of tempo touches: both intervals from i in thirds of a semitone and the ratio of the two times,
/// as `((d12 + 64) · 128 + d13 + 64) · 32 + ratio`, 19 bits. The **term** appends the class of i's
/// frequency (8 bits): a copy whose pitch hardly changed is looked for under few terms, a shifted
/// one in a range of them. What the class leaves over, the span D = t(k) - t(i) and the anchor's
/// frame within its block stand in the **position**, 10 + 5 + 6 bits; no payload is needed. Classes
/// of 2 semitones, and none of the span: finer ones made terms that hold one or two places each,
/// whose bookkeeping was a third of the index and half of the time of a wide search.
///
/// The layout of these numbers is frozen in version `lm1`: `FrontEndTest` holds their values.
final class LandmarkKey {
  /// Frames of one index block: 16.384 s.
  static final int BLOCK = 1024;

  private final LandmarkParameters.Landmarks landmarks;

  LandmarkKey(LandmarkParameters.Landmarks landmarks) {
    this.landmarks = landmarks;
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

  /// Four bytes, read as one number.
  static int term(int hash, int frequencyClass) {
    return (hash << 8) | frequencyClass;
  }

  static int hashOf(int term) {
    return term >>> 8;
  }

  static int frequencyClassOf(int term) {
    return term & 0xff;
  }

  /// What the term leaves over.
  int position(int frame, int quarterBin, int span) {
    return ((frame % BLOCK) << 11)
        | ((quarterBin % landmarks.classes().quarterBins()) << 6)
        | (span - landmarks.shortest());
  }

  static int frame(int position) {
    return position >>> 11;
  }

  int quarterBin(int term, int position) {
    return frequencyClassOf(term) * landmarks.classes().quarterBins() + ((position >>> 6) & 0x1f);
  }

  int span(int position) {
    return landmarks.shortest() + (position & 0x3f);
  }
}
