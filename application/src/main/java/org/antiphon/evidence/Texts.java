package org.antiphon.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Texts that lie beside this room's classes.
final class Texts {
  private Texts() {}

  static String read(String name) {
    try (var in = Texts.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException(name + " is missing from the build");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
