package org.antiphon.fingerprint;

/// How a query lies on a recording: frame t of the query sounds as frame `start + scale · t` of the
/// recording does, `pitch` quarter bins higher.
record Alignment(double start, double scale, double pitch) {
  /// Through one place: the query's frame `at` is the recording's frame `there`.
  static Alignment through(double at, double there, double scale, double pitch) {
    return new Alignment(there - scale * at, scale, pitch);
  }

  double referenceFrame(double queryFrame) {
    return start + scale * queryFrame;
  }

  /// Whether both say the same about the query's frames around `at`.
  boolean agreesWith(Alignment other, double at) {
    return Math.abs(referenceFrame(at) - other.referenceFrame(at)) <= 15
        && Math.abs(pitch - other.pitch) <= 5
        && Math.abs(Math.log(scale / other.scale)) <= 0.03;
  }
}
