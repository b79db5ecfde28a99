package org.antiphon.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Nearest;
import org.jspecify.annotations.Nullable;

/// Turns rows into drafts; each fault of a row is added to a list, with its line.
final class RowReader {
  private final @Nullable Path folder;
  private final Optional<Path> within;
  private final List<InvalidInput> faults;
  private final Map<Path, String> papers = new HashMap<>();

  /// @param folder that paths in cells are relative to
  /// @param within they must lie below it; empty: anywhere
  RowReader(@Nullable Path folder, Optional<Path> within, List<InvalidInput> faults) {
    this.folder = folder;
    this.within = within;
    this.faults = faults;
  }

  /// The draft of a row, or nothing where the row has a fault.
  Optional<Draft> read(Row row) {
    int before = faults.size();
    Optional<RecordingId> id = cell(row, "id", RecordingId::new);
    Optional<String> held = held(row, "file");
    Optional<Path> sound = held.isPresent() ? Optional.empty() : file(row, "file");
    Described described = described(row);
    Optional<Path> document =
        held(row, "mandate_document").isPresent()
            ? Optional.empty()
            : file(row, "mandate_document");
    Optional<Mandate> mandate = hasMandate(row) ? mandate(row, document) : Optional.empty();
    Optional<Draft.Cover> cover = cover(row);
    if (row.cell("title").isEmpty()) fault(row, "TITLE", "the title is empty", "write one");
    if (row.cell("file").isEmpty() && row.cell("isrc").isEmpty())
      fault(row, "NO_SOUND", "there is neither a file nor an ISRC", "give one of them");
    if (faults.size() > before) return Optional.empty();
    return Optional.of(
        new Draft(
            row.where(), Draft.Origin.ROW, id, sound, held, described, mandate, document, cover));
  }

  private Optional<Draft.Cover> cover(Row row) {
    return held(row, "cover")
        .<Draft.Cover>map(Draft.Cover.Held::new)
        .or(() -> file(row, "cover").map(Draft.Cover.File::new));
  }

  private Described described(Row row) {
    return new Described(
        row.cell("title"),
        row.cell("artist"),
        cell(row, "isrc", Isrc::parse),
        date(row, "released"),
        new Codes(
            cell(row, "iswc", Iswc::parse).map(Iswc::code),
            cell(row, "upc", Barcode::parse).map(Barcode::digits),
            text(row, "label_line")));
  }

  private static boolean hasMandate(Row row) {
    return Stream.of("mandate_kind", "mandate_role", "mandate_document", "territories")
        .anyMatch(column -> !row.cell(column).isEmpty());
  }

  private Optional<Mandate> mandate(Row row, Optional<Path> document) {
    int before = faults.size();
    var kind = one(row, "mandate_kind", Mandate.Kind.class, Mandate.Kind.RECORDING);
    var role = one(row, "mandate_role", Mandate.Role.class, Mandate.Role.OWNER);
    Set<String> territories = territories(row);
    Optional<LocalDate> from = date(row, "from");
    Optional<LocalDate> until = date(row, "until");
    if (faults.size() > before) return Optional.empty();
    String owner = text(row, "mandate_owner").orElse(row.cell("artist"));
    var terms = new Mandate.Terms(kind, role, owner, territories, from, until);
    Optional<String> sha256 = held(row, "mandate_document").or(() -> document.map(this::hashed));
    return attempt(row, () -> Mandate.of(terms, sha256, members(row, "mandate_attesters")));
  }

  private Set<String> territories(Row row) {
    var codes = new LinkedHashSet<String>();
    for (String member : members(row, "territories"))
      attempt(row, () -> Territories.parse(member)).ifPresent(codes::add);
    if (row.cell("territories").isEmpty())
      fault(row, "TERRITORY", "the mandate names no territory", "write * for the world");
    return codes;
  }

  private static Set<String> members(Row row, String column) {
    var members = new LinkedHashSet<String>();
    Arrays.stream(row.cell(column).split("[;,|]", -1))
        .map(String::strip)
        .filter(member -> !member.isEmpty())
        .forEach(members::add);
    return members;
  }

  private <E extends Enum<E>> E one(Row row, String column, Class<E> type, E fallback) {
    String text = row.cell(column).toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    if (text.isEmpty()) return fallback;
    var names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    if (names.contains(text)) return Enum.valueOf(type, text);
    fault(
        row,
        column.toUpperCase(Locale.ROOT),
        column + " \"" + row.cell(column) + "\" is not known",
        "write " + Nearest.to(text, names).orElse(String.join(", ", names)));
    return fallback;
  }

  private Optional<LocalDate> date(Row row, String column) {
    String text = row.cell(column);
    if (text.isEmpty()) return Optional.empty();
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException _) {
      fault(row, "DATE", column + " \"" + text + "\" is no date", "write it as 2026-03-24");
      return Optional.empty();
    }
  }

  private Optional<String> held(Row row, String column) {
    String text = row.cell(column);
    if (!text.startsWith(Columns.HELD)) return Optional.empty();
    String sha256 = text.substring(Columns.HELD.length());
    if (sha256.matches("[0-9a-f]{64}")) return Optional.of(sha256);
    fault(row, "FILE", column + " \"" + text + "\" is no SHA-256", "64 lower-case hex digits");
    return Optional.empty();
  }

  private Optional<Path> file(Row row, String column) {
    String text = row.cell(column);
    if (text.isEmpty() || text.startsWith(Columns.HELD)) return Optional.empty();
    try {
      Path path = folder == null ? Path.of(text) : folder.resolve(text);
      if (mayBeRead(path)) return Optional.of(path.normalize());
    } catch (InvalidPathException _) {
      fault(row, "FILE", column + " \"" + text + "\" is no path", "a path relative to this file");
      return Optional.empty();
    }
    fault(
        row,
        "FILE_MISSING",
        column + " \"" + text + "\" does not exist",
        "a path relative to this file");
    return Optional.empty();
  }

  private boolean mayBeRead(Path path) {
    return within.map(path.toAbsolutePath().normalize()::startsWith).orElse(true)
        && Files.isRegularFile(path)
        && Files.isReadable(path);
  }

  private String hashed(Path paper) {
    return papers.computeIfAbsent(
        paper,
        path -> {
          try {
            return Sha256.of(Files.readAllBytes(path));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Optional<String> text(Row row, String column) {
    return Optional.of(row.cell(column)).filter(text -> !text.isEmpty());
  }

  private <T> Optional<T> cell(Row row, String column, Function<String, T> parse) {
    String text = row.cell(column);
    return text.isEmpty() ? Optional.empty() : attempt(row, () -> parse.apply(text));
  }

  private <T> Optional<T> attempt(Row row, Supplier<T> parse) {
    try {
      return Optional.of(parse.get());
    } catch (InvalidInput fault) {
      fault(row, fault.code(), fault.what(), fault.hint());
      return Optional.empty();
    }
  }

  private void fault(Row row, String code, String message, String hint) {
    faults.add(new InvalidInput(code, row.where(), message, hint));
  }
}
