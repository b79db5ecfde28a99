package org.antiphon.provenance;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/// One plain sentence for each code, of C2PA and of our own (`codes.properties`).
final class Codes {
  private static final Properties WORDS = load();

  private Codes() {}

  static boolean known(String code) {
    return WORDS.containsKey(code);
  }

  /// What a code means; one that is not known says so.
  static String inWords(String code) {
    return WORDS.getProperty(
        code, "A code that is not known here; it counts as a fault where the engine calls it one.");
  }

  private static Properties load() {
    var words = new Properties();
    try (var in = Codes.class.getResourceAsStream("codes.properties")) {
      if (in == null) throw new IllegalStateException("codes.properties is missing");
      words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }
}
