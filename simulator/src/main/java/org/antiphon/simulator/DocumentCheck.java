package org.antiphon.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Has a notice all that 17 U.S.C. 512(c)(3)(A) and the wire's page ask for? (i) signature, (ii)
/// works, (iii) target with the exact places, (iv) contact, (v) good faith, (vi) accuracy and
/// authority. A notice of impersonation names the person in the place of works and stretches. A
/// platform may ignore a notice that lacks one, so this one refuses it.
final class DocumentCheck {
  private final JsonNode document;
  private final List<Map<String, String>> errors = new ArrayList<>();

  private DocumentCheck(JsonNode document) {
    this.document = document;
  }

  /// What is missing, each with its place; empty for a complete notice.
  static List<Map<String, String>> errors(JsonNode document, String platform, String uploadId) {
    var check = new DocumentCheck(document);
    if (!document.isObject()) {
      check.missing("document", "is no JSON object");
      return check.errors;
    }
    if (!Json.text(document, "schema").equals("antiphon-notice/1"))
      check.missing("schema", "must be antiphon-notice/1");
    List.of("id", "basis", "regime", "explanation").forEach(f -> check.text("", f));
    check.list("territories");
    for (String part : List.of("name", "organisation", "address", "telephone", "email"))
      check.text("complainant", part);
    boolean ofAPerson = Json.text(document, "basis").equals("IMPERSONATION");
    if (ofAPerson) check.text("person", "name");
    else check.works();
    check.target(platform, uploadId);
    if (!ofAPerson) check.segments();
    check.statements();
    check.rest();
    return check.errors;
  }

  private void works() {
    list("works");
    int i = 0;
    for (var work : document.path("works")) {
      for (String part : List.of("id", "title", "artist", "owner"))
        if (Json.text(work, part).isBlank()) missing("works[" + i + "]." + part, "is missing");
      i++;
    }
  }

  private void target(String platform, String uploadId) {
    text("target", "url");
    text("target", "platform");
    var target = document.path("target");
    if (!Json.text(target, "uploadId").equals(uploadId))
      missing("target.uploadId", "is not the uploadId of the request");
    if (!Json.text(target, "platform").equals(platform))
      missing("target.platform", "is not " + platform);
  }

  private void segments() {
    var segments = document.path("target").path("segments");
    if (!segments.isArray() || segments.isEmpty()) missing("target.segments", "is missing");
    int i = 0;
    for (var segment : segments) {
      if (Json.text(segment, "recording").isBlank())
        missing("target.segments[" + i + "].recording", "is missing");
      for (String place : List.of("uploadFrom", "uploadTo", "recordingFrom", "recordingTo"))
        if (Json.number(segment.path(place)).isEmpty())
          missing("target.segments[" + i + "]." + place, "is no number of seconds");
      i++;
    }
  }

  private void statements() {
    var statements = document.path("statements");
    if (!statements.isArray() || statements.size() < 2)
      missing("statements", "needs good faith, and accuracy with authority");
    for (var statement : statements)
      if (Json.text(statement, "text").isBlank()) missing("statements", "one has no text");
  }

  private void rest() {
    text("signature", "name");
    text("signature", "at");
    text("detection", "reviewedBy");
    text("detection", "method");
    if (!document.path("detection").path("automated").isBoolean())
      missing("detection.automated", "is missing");
    if (!Json.text(document.path("evidence"), "sha256").matches("[0-9a-f]{64}"))
      missing("evidence.sha256", "is no SHA-256");
  }

  private void text(String object, String field) {
    var parent = object.isEmpty() ? document : document.path(object);
    if (Json.text(parent, field).isBlank())
      missing(object.isEmpty() ? field : object + "." + field, "is missing");
  }

  private void list(String field) {
    var value = document.path(field);
    if (!value.isArray() || value.isEmpty()) missing(field, "is missing or empty");
  }

  private void missing(String where, String words) {
    errors.add(Map.of("where", where, "message", words));
  }
}
