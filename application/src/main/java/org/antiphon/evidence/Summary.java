package org.antiphon.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.examination.Assessment;
import org.antiphon.examination.CopyFact;

/// The first page of a bundle: what, why, how sure, what it does not prove, who signed; in plain
/// words, with links to the parts. Loads nothing from anywhere.
///
/// @param inOneHand said where one person holds several parts (R27); empty otherwise
record Summary(
    Case about,
    List<Notice> signed,
    Optional<Assessment> assessment,
    String inOneHand,
    List<Part> parts) {
  String html() {
    var page = new StringBuilder(8192);
    page.append(
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Evidence bundle</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
        code{font-size:.85em;overflow-wrap:anywhere}</style></head><body>
        <h1>Evidence in one case</h1>
        """);
    line(
        page,
        "Case %s: upload %s on %s, on the ground %s. It is %s."
            .formatted(
                about.id(),
                about.target().externalId(),
                about.target().platform(),
                about.ground().basis().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                about.state()));
    page.append("<h2>What was found, and how sure</h2>\n<ul>\n");
    assessment.ifPresent(found -> found.copies().forEach(copy -> item(page, inWords(copy))));
    page.append("</ul>\n<h2>What this does not prove</h2>\n<ul>\n");
    item(page, "That the use is not licensed: the allow-list knows only what was told to it.");
    item(page, "That no exception of the law applies: a person weighed that, not this program.");
    item(page, "Who made the upload, or with what intent.");
    item(
        page,
        "That a machine made it, unless the examination says so, and then only how it was rendered.");
    page.append("</ul>\n<h2>Who signed, and what was sent</h2>\n<ul>\n");
    if (signed.isEmpty()) item(page, "No notice was signed.");
    for (int i = 0; i < signed.size(); i++) notice(page, signed.get(i), i + 1);
    page.append("</ul>\n");
    if (!inOneHand.isEmpty()) line(page, "When this was exported: " + inOneHand);
    page.append("<h2>How to check it</h2>\n");
    line(
        page,
        "antiphon evidence verify FILE --key KEY, or: java Verify.java FILE KEY (one file, no Antiphon). KEY is the ledger's key; get it from somebody else than whoever gave you this file.");
    page.append("<h2>The parts</h2>\n<ul>\n");
    parts.stream()
        .map(Part::name)
        .filter(name -> !name.startsWith(LedgerPart.PROOFS))
        .sorted()
        .forEach(name ->
            page.append("<li><a href=\"")
                .append(name.substring("data/".length()))
                .append("\"><code>")
                .append(name)
                .append("</code></a></li>\n"));
    return page.append("</ul>\n</body></html>\n").toString();
  }

  private static String inWords(CopyFact copy) {
    return String.format(
        Locale.ROOT,
        "%.1f s to %.1f s of the upload sound as %.1f s to %.1f s of “%s” by %s do, played at %.3f"
            + " times its speed, %+.2f semitones. By chance alone %.1e such matches would be"
            + " expected. %s.",
        copy.upload().from(),
        copy.upload().to(),
        copy.reference().from(),
        copy.reference().to(),
        copy.title(),
        copy.artist(),
        copy.tempoFactor(),
        copy.pitchSemitones(),
        copy.expectedFalseMatches(),
        copy.state() == CopyFact.State.MATCH ? "Accepted as a match" : "Not enough to be accepted");
  }

  private void notice(StringBuilder page, Notice notice, int number) {
    var statement =
        parts.stream()
            .filter(part ->
                part.name().equals(PaperChecks.NOTICES + "%02d/attestation.json".formatted(number)))
            .findFirst()
            .map(Summary::read)
            .map(PaperChecks::json);
    item(
        page,
        "Notice %s, round %d: signed by %s (%s), at %s; it is %s. SHA-256 %s"
            .formatted(
                notice.id(),
                notice.round(),
                statement.map(json -> json.at("/person/name").asString("")).orElse("?"),
                statement.map(json -> json.at("/person/title").asString("")).orElse("?"),
                notice.signing().attestedAt().map(Object::toString).orElse("?"),
                notice.state(),
                notice.documentSha256()));
  }

  private static byte[] read(Part part) {
    try (var in = part.open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void line(StringBuilder page, String text) {
    page.append("<p>").append(escaped(text)).append("</p>\n");
  }

  private static void item(StringBuilder page, String text) {
    page.append("<li>").append(escaped(text)).append("</li>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
