package org.antiphon.provenance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The codes by which statements say how something was made, and the names of generators, from this
/// room's tables.
final class SourceTypes {
  private static final Pattern FORM =
      Pattern.compile(
          "(https?://(?:cv\\.iptc\\.org/newscodes|c2pa\\.org)/digitalsourcetype/)?([A-Za-z]{1,64})");
  private static final Map<String, Says> SAYS =
      rows("source-types.tsv").stream()
          .collect(Collectors.toMap(List::getFirst, row -> Says.valueOf(row.get(1))));
  private static final Pattern GENERATORS =
      Pattern.compile(
          rows("generator-names.tsv").stream()
              .map(row -> "\\b" + Pattern.quote(row.getFirst()) + "\\b")
              .collect(Collectors.joining("|")),
          Pattern.CASE_INSENSITIVE);

  private SourceTypes() {}

  /// What a code says.
  enum Says {
    AI,
    POSSIBLY_AI,
    HUMAN,
    /// Put together: as its parts.
    COMPOSITE,
    /// Made by an algorithm that was trained on nothing, such as a synthesizer.
    SYNTHESIS
  }

  /// What a code says; a bare one, without its vocabulary, can only say AI.
  static Optional<Says> of(String type) {
    var form = FORM.matcher(type.strip());
    if (!form.matches()) return Optional.empty();
    var says = Optional.ofNullable(SAYS.get(form.group(2)));
    return form.group(1) != null
        ? says
        : says.filter(each -> each == Says.AI || each == Says.POSSIBLY_AI);
  }

  /// Whether a tool's name is a generator's.
  static boolean isGenerator(String name) {
    return GENERATORS.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  /// Rows of a table among this room's resources; `#` begins a remark.
  static List<List<String>> rows(String table) {
    try (var in = SourceTypes.class.getResourceAsStream(table)) {
      if (in == null) throw new IllegalStateException(table + " is missing");
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Arrays.asList(line.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
