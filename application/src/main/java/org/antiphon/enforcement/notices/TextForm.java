package org.antiphon.enforcement.notices;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A notice as plain text of at most 76 columns, for people and for mail. Derived from the attested
/// JSON alone, and carries its hash. Only a word that is longer than a line (an address) overflows.
public final class TextForm {
  /// Columns at most (RFC 5322 §2.1.1 asks for 78 with the line's end).
  public static final int COLUMNS = 76;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private final List<String> lines = new ArrayList<>();

  private TextForm() {}

  /// Renders the bytes that were attested.
  public static String of(byte[] document, String documentSha256) {
    return new TextForm().render(NoticeView.of(MAPPER.readTree(document), documentSha256));
  }

  /// What the forms are made from.
  static JsonNode read(byte[] document) {
    return MAPPER.readTree(document);
  }

  private String render(NoticeView notice) {
    paragraph(notice.heading());
    paragraph("Reference: " + notice.reference());
    for (var section : notice.sections()) {
      lines.add("");
      lines.add(section.title().toUpperCase(Locale.ROOT));
      for (var line : section.lines()) paragraph(line);
    }
    return String.join("\n", lines) + "\n";
  }

  private void paragraph(String text) {
    var line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > COLUMNS) {
        lines.add(line.toString());
        line.setLength(0);
      }
      if (!line.isEmpty()) line.append(' ');
      line.append(word);
    }
    lines.add(line.toString());
  }
}
