package org.antiphon.enforcement.notices;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A notice in the order in which people read it: the one list of sections that text and HTML both
/// show, so that no form can drop what another has.
///
/// @param language of the texts
record NoticeView(String heading, String reference, String language, List<Section> sections) {
  /// One heading and its lines.
  record Section(String title, List<String> lines) {}

  static NoticeView of(JsonNode notice, String documentSha256) {
    boolean american = text(notice, "/regime").equals("US_512");
    String heading =
        american
            ? "Notice of claimed infringement under 17 U.S.C. 512(c)(3)"
            : "Notice under " + regimeInWords(text(notice, "/regime"), text(notice, "/basis"));
    var sections =
        List.of(
            subject(notice),
            new Section("The material and where it is", target(notice)),
            new Section("What we found", List.of(text(notice, "/explanation"))),
            new Section("Who complains", complainant(notice)),
            new Section("Statements", statements(notice)),
            new Section("How it was found", detection(notice)),
            new Section("Evidence", evidence(notice, documentSha256)),
            new Section("If you disagree", disagree(notice)),
            new Section("Signature", signature(notice)));
    return new NoticeView(heading, text(notice, "/id"), "en", sections);
  }

  private static Section subject(JsonNode notice) {
    if (notice.has("person")) return new Section("The person", person(notice));
    if (notice.has("mark")) return new Section("The mark", mark(notice));
    return new Section("The work", works(notice));
  }

  private static List<String> mark(JsonNode notice) {
    var classes = new ArrayList<String>();
    for (var each : notice.at("/mark/classes")) classes.add(each.asString());
    return List.of(
        "\"%s\", registered at %s under %s in class %s; owner: %s"
            .formatted(
                text(notice, "/mark/text"),
                text(notice, "/mark/office"),
                text(notice, "/mark/number"),
                String.join(", ", classes),
                text(notice, "/mark/owner")));
  }

  private static String regimeInWords(String regime, String basis) {
    return switch (regime) {
      case "EU_DSA" -> "Article 16 of Regulation (EU) 2022/2065";
      case "UK_CDPA" -> "the Copyright, Designs and Patents Act 1988";
      case "PLATFORM_POLICY" ->
          basis.equals("TRADEMARK") ? "your policy on trade marks" : "your policy on impersonation";
      default -> regime;
    };
  }

  private static List<String> person(JsonNode notice) {
    var lines = new ArrayList<String>();
    lines.add("The artist " + text(notice, "/person/name") + ", for whom we act.");
    for (var finding : notice.at("/person/findings")) lines.add(text(finding, "/evidence") + ".");
    return lines;
  }

  private static List<String> works(JsonNode notice) {
    var lines = new ArrayList<String>();
    for (var work : notice.get("works")) {
      String isrc = work.path("isrc").asString("");
      String iswc = work.path("iswc").asString("");
      lines.add(
          "%s\"%s\" by %s%s%s; owner: %s; our id: %s"
              .formatted(
                  what(text(notice, "/basis")),
                  text(work, "/title"),
                  text(work, "/artist"),
                  isrc.isEmpty() ? "" : ", ISRC " + isrc,
                  iswc.isEmpty() ? "" : ", ISWC " + iswc,
                  text(work, "/owner"),
                  text(work, "/id")));
    }
    return lines;
  }

  private static String what(String basis) {
    return switch (basis) {
      case "COPIED_ARTWORK" -> "The cover picture of ";
      case "COPIED_COMPOSITION" -> "The song that is performed in ";
      default -> "";
    };
  }

  private static List<String> target(JsonNode notice) {
    var lines = new ArrayList<String>();
    lines.add(
        "\"%s\" on %s, upload %s"
            .formatted(
                text(notice, "/target/title"),
                text(notice, "/target/platform"),
                text(notice, "/target/uploadId")));
    lines.add(text(notice, "/target/url"));
    for (var segment : notice.at("/target/segments"))
      lines.add(
          "Seconds %s to %s of the upload are seconds %s to %s of recording %s."
              .formatted(
                  text(segment, "/uploadFrom"),
                  text(segment, "/uploadTo"),
                  text(segment, "/recordingFrom"),
                  text(segment, "/recordingTo"),
                  text(segment, "/recording")));
    lines.add("Removal is asked for in: " + territories(notice) + ".");
    return lines;
  }

  private static String territories(JsonNode notice) {
    var codes = new ArrayList<String>();
    for (var code : notice.get("territories"))
      codes.add(code.asString().equals("*") ? "all territories" : code.asString());
    return String.join(", ", codes);
  }

  private static List<String> complainant(JsonNode notice) {
    return List.of(
        text(notice, "/complainant/name"),
        text(notice, "/complainant/organisation"),
        text(notice, "/complainant/address"),
        "Telephone: " + text(notice, "/complainant/telephone"),
        "E-mail: " + text(notice, "/complainant/email"));
  }

  private static List<String> statements(JsonNode notice) {
    var lines = new ArrayList<String>();
    for (var statement : notice.get("statements")) lines.add(text(statement, "/text"));
    return lines;
  }

  private static List<String> detection(JsonNode notice) {
    return List.of(
        text(notice, "/detection/method"),
        "It was found by %s and reviewed by %s."
            .formatted(
                notice.at("/detection/automated").asBoolean(true) ? "software" : "a person",
                text(notice, "/detection/reviewedBy")));
  }

  private static List<String> evidence(JsonNode notice, String documentSha256) {
    return List.of(
        text(notice, "/evidence/bundleUrl"),
        "SHA-256 of the evidence:",
        text(notice, "/evidence/sha256"),
        "SHA-256 of this notice as signed (RFC 8785):",
        documentSha256);
  }

  private static List<String> disagree(JsonNode notice) {
    return List.of(
        "An objection here costs nothing and changes no deadline at the platform; a"
            + " counter-notice there is separate.",
        text(notice, "/appealUrl"));
  }

  private static List<String> signature(JsonNode notice) {
    return List.of(
        "/s/ " + text(notice, "/signature/name"),
        "Drawn up for signature: " + text(notice, "/signature/at"),
        "Key: " + text(notice, "/signature/keyId"));
  }

  private static String text(JsonNode node, String pointer) {
    return node.at(pointer).asString("");
  }
}
