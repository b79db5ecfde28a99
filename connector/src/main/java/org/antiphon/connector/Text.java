package org.antiphon.connector;

/// What platforms may call things: it comes from outside and goes into URLs, rows and logs.
final class Text {
  private static final int LONGEST = 512;

  private Text() {}

  /// Refuses what is empty, longer than 512 characters, or holds control characters.
  static void requireToken(String what, String text) {
    if (text.isBlank() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl))
      throw new IllegalArgumentException(
          "no " + what + ": " + text.length() + " characters, or control characters in it");
  }
}
