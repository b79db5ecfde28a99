package org.antiphon.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.antiphon.problem.Refused;

/// Asks a person on a terminal; refuses where none sits there. What is asked goes to stderr, so
/// that stdout stays the answer.
final class Prompt {
  private final Surroundings surroundings;
  private final BufferedReader in;

  Prompt(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.in = new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
    if (!surroundings.terminal())
      throw new Refused(
          "NO_TERMINAL",
          "terminal",
          "a person has to read and type here, and no terminal is there",
          "run it in a terminal, or sign on the case's page");
  }

  String ask(String question) {
    surroundings.err().print(question + " ");
    surroundings.err().flush();
    try {
      return Objects.requireNonNullElse(in.readLine(), "").strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be read", e);
    }
  }

  /// The same without showing what is typed, where the terminal can do that.
  String secret(String question) {
    var console = surroundings.in().equals(System.in) ? System.console() : null;
    if (console == null) return ask(question);
    char[] typed = console.readPassword("%s ", question);
    return typed == null ? "" : new String(typed);
  }
}
