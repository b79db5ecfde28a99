package org.antiphon.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A case about a person's name, for its page: what the upload shows, line by line, beside what the
/// roster says. In: the case as the API gives it. Marks a cell that both sides share; decides
/// nothing.
public final class Claimed {
  private Claimed() {}

  /// One line.
  ///
  /// @param shown as the upload shows it
  /// @param held as the roster holds it
  /// @param alike both hold one of the same, letter for letter
  public record Row(String what, List<String> shown, List<String> held, boolean alike) {
    Row(String what, List<String> shown, List<String> held) {
      this(what, shown, held, shown.stream().anyMatch(held::contains));
    }

    public Row {
      shown = List.copyOf(shown);
      held = List.copyOf(held);
    }
  }

  /// Whether the case rests on a person's name.
  public static boolean isOfAPerson(JsonNode one) {
    var basis = one.path("basis").asString("");
    return basis.equals("IMPERSONATION") || basis.equals("LIKENESS");
  }

  /// Whether it hangs on an artist of the roster: a name, a likeness, a mark.
  public static boolean isOfAnArtist(JsonNode one) {
    return isOfAPerson(one) || one.path("basis").asString("").equals("TRADEMARK");
  }

  /// Whose name it is about, as far as it is known.
  static String name(JsonNode one) {
    return Stream.of(
            one.path("artist").path("name").asString(""),
            one.path("owner").asString(""),
            findings(one).isEmpty() ? "" : findings(one).getFirst().path("artist").asString(""))
        .filter(name -> !name.isBlank())
        .findFirst()
        .orElse("an artist of the roster");
  }

  /// The head of the case in one sentence.
  static String head(JsonNode one) {
    return "“%s”, put up by “%s”, goes under the name of %s"
        .formatted(
            one.path("upload").path("title").asString("?"),
            one.path("upload").path("uploader").asString("?"),
            name(one));
  }

  /// What the examiner of names found, the weightiest first.
  public static List<JsonNode> findings(JsonNode one) {
    return one.path("assessment")
        .path("document")
        .path("impersonation")
        .path("findings")
        .valueStream()
        .toList();
  }

  /// Both sides, line by line; what neither side says is left out.
  public static List<Row> rows(JsonNode one) {
    var credits = one.path("upload").path("credits");
    var artist = one.path("artist");
    String platform = one.path("platform").asString("");
    var rows = new ArrayList<Row>();
    rows.add(new Row("Artist", artists(credits, "name", ""), joined(artist, "name", "aliases")));
    rows.add(
        new Row("Profile", artists(credits, "id", platform + ":"), list(artist.path("profiles"))));
    rows.add(new Row("Namesakes’ profiles", List.of(), list(artist.path("namesakes"))));
    rows.add(new Row("Title", joined(credits, "title", "version", "album"), List.of()));
    rows.add(
        new Row(
            "Identifiers",
            joined(credits, "isrc", "upc"),
            Stream.concat(
                    list(artist.path("isrcPrefixes")).stream().map(it -> "ISRCs from " + it),
                    list(artist.path("releases")).stream())
                .toList()));
    rows.add(
        new Row("Distributor", joined(credits, "distributor"), list(artist.path("distributors"))));
    rows.add(
        new Row(
            "Label line",
            joined(credits, "label", "labelLine", "pLine", "cLine"),
            list(artist.path("labelLines"))));
    rows.add(
        new Row(
            "Uploader", joined(one.path("upload"), "uploader"), list(artist.path("uploaders"))));
    rows.add(new Row("Released", joined(credits, "releaseDate", "released"), List.of()));
    rows.removeIf(row -> row.shown().isEmpty() && row.held().isEmpty());
    return rows;
  }

  /// What a person should weigh before they stand behind it.
  static List<String> against(JsonNode one) {
    var against = new ArrayList<String>();
    var artist = one.path("artist");
    if (artist.isNull() || artist.isMissingNode())
      against.add("The roster holds no entry of this name any more.");
    int namesakes = artist.path("namesakes").size();
    if (namesakes > 0)
      against.add(
          "Others rightly bear this name: the roster knows %s."
              .formatted(Pages.count(namesakes, "namesake")));
    else against.add("Somebody whom the roster does not know may rightly bear this name.");
    if (artist.isObject() && artist.path("distributors").isEmpty())
      against.add("The roster does not say who delivers their music.");
    if (!artist.path("nameMandate").isString())
      against.add("No document lets us act for this name.");
    var title = one.path("upload").path("title").asString("").toLowerCase(java.util.Locale.ROOT);
    for (var word : List.of("cover", "tribute", "type beat", "karaoke", "remix", "parody"))
      if (title.contains(word)) against.add("The upload calls itself “" + word + "”.");
    return against;
  }

  private static List<String> artists(JsonNode credits, String field, String prefix) {
    return credits
        .path("artists")
        .valueStream()
        .map(each -> field.equals("name") ? named(each) : each.path(field).asString(""))
        .filter(text -> !text.isBlank())
        .map(text -> text.startsWith(prefix) ? text : prefix + text)
        .toList();
  }

  private static String named(JsonNode artist) {
    return artist.isObject() ? artist.path("name").asString("") : artist.asString("");
  }

  /// Texts and lists of some fields, in their order.
  private static List<String> joined(JsonNode node, String... fields) {
    return Stream.of(fields)
        .flatMap(field -> {
          var value = node.path(field);
          return value.isArray() ? list(value).stream() : Stream.of(value.asString(""));
        })
        .filter(text -> !text.isBlank())
        .distinct()
        .toList();
  }

  private static List<String> list(JsonNode list) {
    return list.valueStream().map(each -> each.asString("")).toList();
  }
}
