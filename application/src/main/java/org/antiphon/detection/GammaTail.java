package org.antiphon.detection;

/// The regularised upper incomplete gamma function Q(a, x), by Lentz's continued fraction (DLMF
/// 8.9.2): the sum of a values of Exp(1) exceeds x with this probability.
final class GammaTail {
  private static final double TINY = 1e-300;
  private static final int ROUNDS = 500;

  private GammaTail() {}

  /// ln Q(a, x) for a whole number a >= 1; 0 for x <= a, where it is never needed.
  static double lnQ(int a, double x) {
    if (x <= a) return 0;
    double b = x + 1.0 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double h = d;
    for (int i = 1; i < ROUNDS; i++) {
      double an = -i * ((double) i - a);
      b += 2;
      d = an * d + b;
      if (Math.abs(d) < TINY) d = TINY;
      c = b + an / c;
      if (Math.abs(c) < TINY) c = TINY;
      d = 1 / d;
      h *= d * c;
      if (Math.abs(d * c - 1) < 1e-12) break;
    }
    return a * Math.log(x) - x - lnFactorial(a - 1) + Math.log(h);
  }

  /// ln((n)!), summed: n stays below a thousand here.
  private static double lnFactorial(int n) {
    double sum = 0;
    for (int i = 2; i <= n; i++) sum += Math.log(i);
    return sum;
  }
}
