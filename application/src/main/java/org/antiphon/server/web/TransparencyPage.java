package org.antiphon.server.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antiphon.problem.Refused;
import org.antiphon.server.Transparency;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.json.JsonMapper;

/// What we did and what of it was wrong, for everybody, where the settings say so.
@Controller
public final class TransparencyPage {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final Pages pages;
  private final Transparency transparency;
  private final boolean open;
  private final String sender;

  /// Asks this.
  ///
  /// @param open false: there is no such page
  /// @param sender who complains, as notices name them
  public TransparencyPage(Pages pages, Transparency transparency, boolean open, String sender) {
    this.pages = pages;
    this.transparency = transparency;
    this.open = open;
    this.sender = sender;
  }

  private void require() {
    if (!open)
      throw new Refused(
          "NOT_FOUND", "/transparency", "this page is not shown here", "ask whoever runs it");
  }

  @GetMapping("/transparency")
  ResponseEntity<String> show() {
    require();
    var rows =
        transparency.rows().stream()
            .map(row -> {
              var line = new LinkedHashMap<String, Object>();
              line.put("period", row.period());
              line.put("platform", row.platform());
              line.put(
                  "figures",
                  Transparency.FIGURES.stream()
                      .map(figure -> row.figures().getOrDefault(figure, 0L))
                      .toList());
              line.put("bases", row.bases());
              return line;
            })
            .toList();
    return pages.page("TransparencyPage", Map.of("sender", sender, "rows", JSON.valueToTree(rows)));
  }

  @GetMapping("/transparency.csv")
  ResponseEntity<String> figures() {
    require();
    var text = new StringBuilder("period,platform,");
    text.append(String.join(",", Transparency.FIGURES)).append('\n');
    for (var row : transparency.rows()) {
      text.append(row.period()).append(',').append(cell(row.platform()));
      for (var figure : Transparency.FIGURES)
        text.append(',').append(row.figures().getOrDefault(figure, 0L));
      text.append('\n');
    }
    return csv(text.toString());
  }

  @GetMapping("/transparency-notices.csv")
  ResponseEntity<String> notices() {
    require();
    var text = new StringBuilder("period,sender,recipient,principal,basis,notices\n");
    for (var row : transparency.sent())
      text.append(
          String.join(
              ",",
              List.of(
                  row.period(),
                  cell(sender),
                  cell(row.recipient()),
                  cell(row.principal()),
                  row.basis(),
                  Long.toString(row.notices()) + "\n")));
    return csv(text.toString());
  }

  private static ResponseEntity<String> csv(String text) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
        .body(text);
  }

  /// Quoted where it must be; a cell that a spreadsheet would take for a formula begins with `'`.
  static String cell(String text) {
    var safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return safe.matches("[^\",\n\r]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  /// A figure's name at the head of its column.
  public static String words(String figure) {
    return switch (figure) {
      case "examined" -> "Examined";
      case "cases" -> "Cases";
      case "notices" -> "Sent";
      case "down" -> "Down";
      case "refused" -> "Refused";
      case "objections" -> "Objections";
      case "upheld" -> "Upheld";
      case "counterNotices" -> "Counter-notices";
      default -> "Taken back";
    };
  }
}
