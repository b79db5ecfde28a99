package org.antiphon.connector;

/// Where a platform's feed goes on. Opaque to us, and mortal.
public record Cursor(String text) {
  /// Refuses an empty or an absurdly long one.
  public Cursor {
    if (text.isEmpty() || text.length() > 4096)
      throw new IllegalArgumentException("cursor of " + text.length() + " characters");
  }
}
