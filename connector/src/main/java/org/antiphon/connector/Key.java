package org.antiphon.connector;

import java.util.regex.Pattern;

/// The idempotency key of one notice and round: 26 characters of lower-case base32, with `-r1` and
/// so on for reminders of the same notice.
public record Key(String text) {
  private static final Pattern FORM = Pattern.compile("[a-z2-7]{26}(-r[0-9]{1,3})?");

  /// Refuses anything else.
  public Key {
    if (!FORM.matcher(text).matches()) throw new IllegalArgumentException("no notice key: " + text);
  }
}
