package org.antiphon.provenance;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Text that strangers wrote into files.
final class Texts {
  private static final int LONGEST = 512;

  private Texts() {}

  /// UTF-8 up to the first zero; what is none becomes the replacement character.
  static String utf8(byte[] bytes) {
    return untilZero(new String(bytes, StandardCharsets.UTF_8));
  }

  static String decode(byte[] bytes, Charset charset) {
    return untilZero(new String(bytes, charset));
  }

  private static String untilZero(String text) {
    int zero = text.indexOf('\0');
    return (zero < 0 ? text : text.substring(0, zero)).strip();
  }

  /// As it may be shown: 512 characters at most; control characters, those that turn the direction
  /// of writing, and lone surrogates are written as `[U+202E]`, so that none of them acts on a page
  /// or a terminal.
  static String shown(String text) {
    var shown = new StringBuilder();
    int count = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (count++ == LONGEST) return shown.append('…').toString();
      int point = text.codePointAt(i);
      if (acts(point)) shown.append("[U+%04X]".formatted(point));
      else shown.appendCodePoint(point);
    }
    return shown.toString();
  }

  private static boolean acts(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
