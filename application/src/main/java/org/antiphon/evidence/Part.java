package org.antiphon.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.antiphon.ledger.CanonicalJson;

/// One file of a bundle.
///
/// @param name with `/` between folders; lower case, no dot at a beginning, so that no name leads
///   out of the bundle or means two files anywhere
record Part(String name, Content content) {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*");
  private static final int LONGEST = 200;

  /// Where its bytes come from; gives the same bytes each time.
  sealed interface Content {
    InputStream open() throws IOException;
  }

  /// In memory.
  private record Bytes(byte[] bytes) implements Content {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }

  /// On the disk.
  private record Stored(Path file) implements Content {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }
  }

  /// In an open bundle.
  record Entry(OpenBundle bundle, String name) implements Content {
    @Override
    public InputStream open() throws IOException {
      return bundle.stream(name);
    }
  }

  Part {
    if (!isName(name)) throw new IllegalArgumentException("no name of a part: " + name);
  }

  static boolean isName(String name) {
    return name.length() <= LONGEST && NAME.matcher(name).matches();
  }

  static Part of(String name, byte[] bytes) {
    return new Part(name, new Bytes(bytes));
  }

  static Part of(String name, String text) {
    return of(name, text.getBytes(StandardCharsets.UTF_8));
  }

  static Part of(String name, Path file) {
    return new Part(name, new Stored(file));
  }

  /// As RFC 8785 JSON.
  static Part json(String name, Map<String, ?> value) {
    return of(name, CanonicalJson.of(value));
  }

  InputStream open() throws IOException {
    return content.open();
  }
}
