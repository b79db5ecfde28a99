package org.antiphon.enforcement.basis;

/// When reversals pause a rule, a platform, a mandate or an attester (R21).
///
/// A reversal is an upheld appeal, a standing counter-notice, a substantive rejection or a
/// retraction for error. Three of them pause as soon as the Wilson 95 % lower bound (Wilson 1927)
/// of their share exceeds 0.5 %: few enough notices that three are no accident.
public final class Reversals {
  private static final double Z = 1.959963984540054;
  private static final double LIMIT = 0.005;
  private static final int LEAST = 3;

  private Reversals() {}

  /// What follows from `reversed` of `decided` notices.
  public enum Answer {
    FINE,
    WARN,
    PAUSE
  }

  /// The last 1,000 decided notices, or 30 days.
  ///
  /// @param reversed of them
  /// @param decided at least `reversed`
  public static Answer of(int reversed, int decided) {
    boolean high = reversed > 0 && lowerBound(reversed, decided) > LIMIT;
    if (!high) return Answer.FINE;
    return reversed >= LEAST ? Answer.PAUSE : Answer.WARN;
  }

  /// Wilson score interval, lower end, 95 %.
  public static double lowerBound(int reversed, int decided) {
    if (decided <= 0 || reversed < 0 || reversed > decided)
      throw new IllegalArgumentException(reversed + " of " + decided);
    double p = (double) reversed / decided;
    double z2 = Z * Z / decided;
    double spread = Z * Math.sqrt((p * (1 - p) + z2 / 4) / decided);
    return (p + z2 / 2 - spread) / (1 + z2);
  }
}
