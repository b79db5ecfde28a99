package org.antiphon.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The known name nearest to one that somebody mistyped, for hints: Levenshtein distance, at most a
/// third of the longer name.
public final class Nearest {
  private Nearest() {}

  /// The nearest of `known`; the first of equals; nothing where none is near.
  public static Optional<String> to(String typed, Collection<String> known) {
    String word = typed.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(name ->
            distance(word, name.toLowerCase(Locale.ROOT))
                <= (Math.max(word.length(), name.length()) + 2) / 3)
        .min(Comparator.comparingInt(name -> distance(word, name.toLowerCase(Locale.ROOT))));
  }

  /// Insertions, deletions and replacements that lead from `a` to `b`; one row of the table at a
  /// time.
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
