package org.antiphon.eval;

import java.util.List;
import org.antiphon.impersonation.Identity.Conclusion;

/// What became of disguised names.
///
/// @param rows one a kind of disguise
/// @param missed disguises of which nothing was found
public record AttackReport(long seed, List<Row> rows, List<Missed> missed) {
  public AttackReport {
    rows = List.copyOf(rows);
    missed = List.copyOf(missed);
  }

  /// One kind of disguise.
  ///
  /// @param kind `letters`, `invisible` or `marks`
  /// @param found share of variants that are not NONE
  /// @param lo lower bound of `found` at 95 % (Wilson)
  /// @param hi upper bound
  public record Row(
      String kind,
      int variants,
      int impersonation,
      int possible,
      int none,
      double found,
      double lo,
      double hi) {
    static Row of(String kind, List<Conclusion> got) {
      int none = count(got, Conclusion.NONE);
      int found = got.size() - none;
      var interval = Wilson.of(found, got.size());
      return new Row(
          kind,
          got.size(),
          count(got, Conclusion.IMPERSONATION),
          count(got, Conclusion.POSSIBLE),
          none,
          got.isEmpty() ? 0 : four((double) found / got.size()),
          four(interval.lo()),
          four(interval.hi()));
    }

    private static int count(List<Conclusion> got, Conclusion which) {
      return (int) got.stream().filter(each -> each == which).count();
    }

    private static double four(double value) {
      return Math.rint(10_000 * value) / 10_000;
    }
  }

  /// A disguise of which nothing was found, with its code points, since it looks like the name.
  public record Missed(String kind, String name, String shown, String codePoints) {}
}
