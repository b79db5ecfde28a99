package org.antiphon.impersonation;

/// Names one slip apart (optimal string alignment, limited to 1).
final class Distance {
  private Distance() {}

  /// Whether one letter is another, one more, one less, or two neighbours are swapped. A digit that
  /// differs makes another name (`Unit 4`, `Unit 5`), unless it is put for a letter between letters
  /// (`Mer1dian`); so does an ending `s`.
  static boolean isOne(String name, String other) {
    int start = 0;
    int least = Math.min(name.length(), other.length());
    while (start < least && name.charAt(start) == other.charAt(start)) start++;
    int tail = 0;
    while (tail < least - start
        && name.charAt(name.length() - 1 - tail) == other.charAt(other.length() - 1 - tail)) tail++;
    String here = name.substring(start, name.length() - tail);
    String there = other.substring(start, other.length() - tail);
    String both = here + there;
    if (both.isEmpty()) return false;
    if (both.chars().anyMatch(Character::isDigit))
      return here.length() == 1
          && there.length() == 1
          && both.chars().anyMatch(Character::isLetter)
          && isBetweenLetters(name, start);
    if (tail == 0 && both.equals("s")) return false;
    if (both.length() == 1 || (here.length() == 1 && there.length() == 1)) return true;
    return here.length() == 2
        && there.length() == 2
        && here.charAt(0) == there.charAt(1)
        && here.charAt(1) == there.charAt(0);
  }

  private static boolean isBetweenLetters(String name, int at) {
    return at > 0
        && at < name.length() - 1
        && Character.isLetter(name.charAt(at - 1))
        && Character.isLetter(name.charAt(at + 1));
  }
}
