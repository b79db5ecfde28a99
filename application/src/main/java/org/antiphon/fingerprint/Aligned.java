package org.antiphon.fingerprint;

/// An alignment with the stretch of the query over which it holds.
///
/// @param distinct peaks of the recording that were hit, at most three a frame
record Aligned(
    int recording, Alignment alignment, Stretch stretch, Match.Evidence evidence, int distinct) {

  /// Query peaks `first` to `last`, frames `from` to `to`.
  record Stretch(int first, int last, int from, int to) {
    int overlap(Stretch other) {
      return Math.max(0, Math.min(to, other.to) - Math.max(from, other.from));
    }

    int frames() {
      return to - from;
    }
  }

  double log10Tail() {
    return evidence.log10Tail();
  }

  double seconds() {
    return stretch.frames() / Peaks.RATE;
  }

  double share() {
    return evidence.peaks() == 0 ? 0 : (double) evidence.shared() / evidence.peaks();
  }

  /// Whether this one already says what `other` would: same recording, same places.
  boolean holds(int otherRecording, Alignment other, double frame) {
    return recording == otherRecording
        && frame >= stretch.from()
        && frame <= stretch.to()
        && alignment.agreesWith(other, frame);
  }
}
