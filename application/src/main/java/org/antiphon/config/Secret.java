package org.antiphon.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.antiphon.problem.Unavailable;

/// A secret that is named, not written down: `file:/path` or `env:NAME`. It is read when it is
/// needed and never shown: neither [#toString] nor `config show` print more than where it lies.
public final class Secret {
  private final String source;
  private final Map<String, String> environment;

  private Secret(String source, Map<String, String> environment) {
    this.source = source;
    this.environment = environment;
  }

  /// A secret in the file at `path`; white space around it does not count.
  public static Secret file(Path path) {
    return new Secret("file:" + path.toAbsolutePath(), Map.of());
  }

  /// The secret that `source` names, or nothing where it is neither `file:/path` nor `env:NAME`
  /// (then it might be the secret itself, which must not stand in a settings file).
  public static Optional<Secret> at(String source, Map<String, String> environment) {
    boolean named =
        (source.startsWith("file:/") && source.length() > 6)
            || source.matches("env:[A-Za-z_][A-Za-z0-9_]*");
    return named ? Optional.of(new Secret(source, environment)) : Optional.empty();
  }

  /// Where it lies: `file:/path` or `env:NAME`.
  public String source() {
    return source;
  }

  /// The secret itself.
  ///
  /// @throws Unavailable when the file cannot be read or the variable is not set
  public String reveal() {
    String value = source.startsWith("env:") ? fromEnvironment() : fromFile();
    if (value.isEmpty())
      throw new Unavailable("SECRET_EMPTY", source, "the secret is empty", "write it there");
    return value;
  }

  private String fromEnvironment() {
    String value = environment.get(source.substring(4));
    if (value == null)
      throw new Unavailable(
          "SECRET_MISSING", source, "the variable is not set", "set it, or name a file:/path");
    return value.strip();
  }

  private String fromFile() {
    try {
      return Files.readString(Path.of(source.substring(5)), StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException e) {
      throw new Unavailable(
          "SECRET_MISSING", source, "the file does not exist", "write the secret there", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return "secret at " + source;
  }
}
