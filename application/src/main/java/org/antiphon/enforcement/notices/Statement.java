package org.antiphon.enforcement.notices;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One sentence that a person affirms, and the clause that asks for it. Wording is reviewed as
/// text: it lies in versioned files beside this class.
public record Statement(String id, String version, String clause, String text) {
  /// What a notice must state in this form, such as `512C` or `DSA16`; a form that words itself by
  /// its basis has a file for each.
  public static List<Statement> of(String form, String basis) {
    return read(file(form, basis));
  }

  /// What a person confirms on this basis before signing.
  public static List<Statement> confirmed(String basis) {
    return read("confirm." + basis + ".en.txt");
  }

  /// Whether there is a text for that form.
  public static boolean has(String form, String basis) {
    return Statement.class.getResource(file(form, basis)) != null;
  }

  private static String file(String form, String basis) {
    String own = "statements." + form + "." + basis + ".en.txt";
    return Statement.class.getResource(own) == null ? "statements." + form + ".en.txt" : own;
  }

  private static List<Statement> read(String file) {
    try (InputStream in = Statement.class.getResourceAsStream(file)) {
      if (in == null) throw new IllegalStateException(file + " is missing from the build");
      var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      String version = lines.getFirst().replace("# version ", "").strip();
      return lines.stream()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> line.split(" \\| ", 3))
          .map(part -> new Statement(part[0].strip(), version, part[1].strip(), part[2].strip()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
