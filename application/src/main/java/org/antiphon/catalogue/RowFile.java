package org.antiphon.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Nearest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvParser;
import tools.jackson.dataformat.csv.CsvSchema;

/// Reads CSV, TSV and JSON Lines into rows with their line numbers; UTF-8, with or without a
/// byte-order mark. Of a CSV's separators the one is taken that is most frequent in its header.
/// Faults are collected, rows without fault are read on.
final class RowFile {
  private static final int LONGEST_CELL = 10_000;
  private static final JsonMapper JSON = new JsonMapper();

  private final Path path;
  private final List<String> columns;
  private final String required;
  private final List<Row> rows = new ArrayList<>();
  private final List<InvalidInput> faults = new ArrayList<>();
  private String form = "";

  private RowFile(Path path, List<String> columns, String required) {
    this.path = path;
    this.columns = columns;
    this.required = required;
  }

  /// All rows and faults of a file.
  ///
  /// @param columns that there are
  /// @param required the one of them that must be there
  static RowFile read(Path path, List<String> columns, String required) {
    var file = new RowFile(path, columns, required);
    String text = file.decoded();
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean lines = name.endsWith(".jsonl") || name.endsWith(".ndjson");
    if (lines || text.stripLeading().startsWith("{")) file.readJsonLines(text);
    else file.readSeparated(text, name.endsWith(".tsv") ? '\t' : separatorOf(text));
    return file;
  }

  List<Row> rows() {
    return rows;
  }

  List<InvalidInput> faults() {
    return faults;
  }

  /// What it was taken for, in words.
  String form() {
    return form;
  }

  private String decoded() {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
      CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
      CharBuffer chars = CharBuffer.allocate(bytes.remaining());
      var result = decoder.decode(bytes, chars, true);
      if (result.isError()) {
        fault(1 + lineBreaks(chars.flip()), "ENCODING", "this is no UTF-8", "save it as UTF-8");
        return "";
      }
      String text = chars.flip().toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("a decoder asked for its result throws none", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int lineBreaks(CharBuffer text) {
    return Math.toIntExact(text.chars().filter(c -> c == '\n').count());
  }

  static char separatorOf(String text) {
    int[] counts = new int[3];
    String separators = ",;\t";
    boolean quoted = false;
    for (int i = 0; i < text.length() && (quoted || text.charAt(i) != '\n'); i++) {
      if (text.charAt(i) == '"') quoted = !quoted;
      int which = quoted ? -1 : separators.indexOf(text.charAt(i));
      if (which >= 0) counts[which]++;
    }
    int best = 0;
    for (int i = 1; i < 3; i++) if (counts[i] > counts[best]) best = i;
    return separators.charAt(best);
  }

  private void readSeparated(String text, char separator) {
    form =
        switch (separator) {
          case '\t' -> "tabs";
          case ';' -> "semicolons";
          default -> "commas";
        };
    List<String> header = List.of();
    try (CsvParser parser = parser(text, separator)) {
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        // The array's own place is where the row before it ended; its first cell's is the row's.
        JsonToken first = parser.nextToken();
        int line = parser.currentTokenLocation().getLineNr();
        List<String> cells = cells(parser, first);
        if (cells.stream().allMatch(String::isBlank)) continue;
        if (header.isEmpty()) header = header(line, cells);
        else addRow(line, header, cells);
        if (header.isEmpty()) return;
      }
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      fault(line, "SYNTAX", "the row cannot be read: " + e.getOriginalMessage(), "mend its quotes");
    }
  }

  private static CsvParser parser(String text, char separator) {
    return (CsvParser)
        new CsvMapper()
            .reader(CsvSchema.emptySchema().withColumnSeparator(separator))
            .createParser(text);
  }

  private static List<String> cells(CsvParser parser, JsonToken first) {
    var cells = new ArrayList<String>();
    for (JsonToken at = first; at != JsonToken.END_ARRAY; at = parser.nextToken())
      cells.add(parser.getString().strip());
    return cells;
  }

  private List<String> header(int line, List<String> cells) {
    var header = new ArrayList<String>();
    var seen = new HashSet<String>();
    for (String cell : cells) {
      String column = cell.toLowerCase(Locale.ROOT);
      checkColumn(line, column);
      if (!seen.add(column))
        fault(line, "COLUMN", "column \"" + cell + "\" stands twice", "drop one");
      header.add(column);
    }
    if (!seen.contains(required))
      fault(
          line,
          "COLUMN",
          "there is no column \"" + required + "\"",
          "the first line must name the columns");
    return faults.isEmpty() ? header : List.of();
  }

  private void checkColumn(int line, String column) {
    if (columns.contains(column)) return;
    fault(
        line,
        "COLUMN",
        "there is no column \"" + column + "\"",
        Nearest.to(column, columns)
            .map(near -> "write " + near)
            .orElse("known are " + String.join(", ", columns)));
  }

  private void addRow(int line, List<String> header, List<String> cells) {
    if (cells.size() > header.size()) {
      fault(
          line,
          "CELLS",
          cells.size() + " cells under " + header.size() + " columns",
          "quote a cell that holds the separator");
      return;
    }
    var named = new HashMap<String, String>();
    for (int i = 0; i < cells.size(); i++) put(line, named, header.get(i), cells.get(i));
    rows.add(new Row(at(line), named));
  }

  private void readJsonLines(String text) {
    form = "JSON Lines";
    int line = 0;
    for (String each : text.split("\n", -1)) {
      line++;
      if (each.isBlank()) continue;
      try {
        JsonNode node = JSON.readTree(each);
        if (node.isObject()) addObject(line, node);
        else fault(line, "SYNTAX", "the line holds no JSON object", "one object a line");
      } catch (JacksonException e) {
        fault(line, "SYNTAX", "this is no JSON: " + e.getOriginalMessage(), "one object a line");
      }
    }
  }

  private void addObject(int line, JsonNode node) {
    Map<String, String> named = new HashMap<>();
    for (var property : node.properties()) {
      checkColumn(line, property.getKey());
      put(line, named, property.getKey(), text(property.getValue()));
    }
    rows.add(new Row(at(line), named));
  }

  /// A cell's text: a list becomes its members with semicolons between.
  static String text(JsonNode value) {
    if (value.isNull()) return "";
    if (!value.isArray()) return value.asString("").strip();
    var members = new ArrayList<String>();
    value.forEach(member -> members.add(member.asString("").strip()));
    return String.join(";", members);
  }

  private void put(int line, Map<String, String> named, String column, String cell) {
    if (cell.length() > LONGEST_CELL || cell.indexOf('\0') >= 0)
      fault(line, "CELL", "\"" + column + "\" is too long or binary", "at most 10,000 characters");
    else if (!cell.isEmpty()) named.put(column, cell);
  }

  private String at(int line) {
    return path + ":" + line;
  }

  private void fault(int line, String code, String message, String hint) {
    faults.add(new InvalidInput(code, at(line), message, hint));
  }
}
