package org.antiphon.enforcement.notices;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.antiphon.enforcement.basis.Basis;
import org.antiphon.enforcement.basis.Facts;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.problem.Refused;

/// The notice as JSON, `antiphon-notice/1`: the one thing that is attested; every other form is
/// derived from it. Decimals are strings with three digits, times ISO 8601 in UTC.
///
/// @param at when it was drawn up for signature
record NoticeJson(Office office, Drafting.Ingredients of, Signer signer, Instant at) {
  Map<String, Object> document(NoticeId id, int round, String key, String evidence) {
    var ground = of.about().ground();
    String bundle = office.base() + "/evidence/" + evidence;
    String appeal = office.base() + "/appeal/" + key;
    var json = new LinkedHashMap<String, Object>();
    json.put("schema", "antiphon-notice/1");
    json.put("id", id.toString());
    json.put("round", round);
    json.put("basis", ground.basis().name());
    json.put("regime", ground.regime());
    json.put("territories", List.copyOf(new TreeSet<>(ground.territories())));
    json.put("complainant", complainant());
    json.put("works", of.works().values().stream().map(this::work).toList());
    of.person().ifPresent(claimed -> json.put("person", person(claimed)));
    of.mark().ifPresent(mark -> json.put("mark", mark(mark)));
    json.put("target", target());
    json.put("explanation", Explanation.of(of, new Explanation.Addresses(bundle, appeal)));
    json.put("statements", statements());
    json.put("detection", detection());
    json.put("evidence", Map.of("sha256", evidence, "bundleUrl", bundle));
    json.put("appealUrl", appeal);
    json.put(
        "signature", Map.of("name", signer.name(), "at", at.toString(), "keyId", signer.keyId()));
    return json;
  }

  private Map<String, Object> complainant() {
    var who = office.complainant();
    return Map.of(
        "name", who.name(),
        "organisation", who.organisation(),
        "address", who.address(),
        "telephone", who.telephone(),
        "email", who.email());
  }

  private Map<String, Object> work(Facts.Work work) {
    var recording = work.recording();
    var json = new LinkedHashMap<String, Object>();
    json.put("id", recording.id().value());
    json.put("title", recording.title());
    json.put("artist", recording.artist());
    recording.isrc().ifPresent(isrc -> json.put("isrc", isrc.code()));
    if (of.basis() == Basis.COPIED_COMPOSITION)
      recording.codes().iswc().ifPresent(iswc -> json.put("iswc", iswc));
    json.put("owner", work.owner(of.basis().mandate()));
    return json;
  }

  private static Map<String, Object> mark(Drafting.Marked marked) {
    var mark = marked.mark();
    var json = new LinkedHashMap<String, Object>();
    json.put("text", mark.text());
    json.put("office", mark.office());
    json.put("number", mark.number());
    json.put("classes", mark.classes().stream().sorted().toList());
    json.put("owner", marked.owner());
    return json;
  }

  private static Map<String, Object> person(Drafting.Claimed claimed) {
    return Map.of("name", claimed.name(), "findings", findings(claimed));
  }

  static List<Map<String, Object>> findings(Drafting.Claimed claimed) {
    return claimed.findings().stream()
        .map(found -> Map.<String, Object>of("code", found.code(), "evidence", found.evidence()))
        .toList();
  }

  private Map<String, Object> target() {
    return Map.of(
        "platform", of.about().target().platform(),
        "uploadId", of.about().target().externalId(),
        "url", of.upload().pageUrl().toString(),
        "title", of.upload().credits().title(),
        "segments", of.segments().stream().map(NoticeJson::segment).toList());
  }

  static Map<String, Object> segment(Case.Segment segment) {
    return Map.of(
        "recording", segment.recording().value(),
        "uploadFrom", decimal(segment.upload().from()),
        "uploadTo", decimal(segment.upload().to()),
        "recordingFrom", decimal(segment.reference().from()),
        "recordingTo", decimal(segment.reference().to()),
        "tempoFactor", decimal(segment.tempoFactor()),
        "pitchSemitones", decimal(segment.pitchSemitones()));
  }

  private List<Map<String, Object>> statements() {
    String regime = of.about().ground().regime();
    String form = office.law().law(regime).orElseThrow().form();
    if (!Statement.has(form, of.basis().name()))
      throw new Refused(
          "NO_FORM", "regime " + regime, "there is no text for form " + form, "ask counsel");
    return Statement.of(form, of.basis().name()).stream()
        .map(
            it -> Map.<String, Object>of("id", it.id(), "version", it.version(), "text", it.text()))
        .toList();
  }

  private Map<String, Object> detection() {
    boolean automated = of.basis() != Basis.COPIED_COMPOSITION;
    return Map.of(
        "automated",
        automated,
        "reviewedBy",
        of.person().isPresent() || !automated
            ? "the person who signs, and another person before them"
            : "the person who signs",
        "method",
        method());
  }

  private String method() {
    return switch (of.basis()) {
      case LIKENESS, IMPERSONATION ->
          "Names, profiles and identifiers shown with the upload were compared with those of the"
              + " artist; two people looked at it, apart.";
      case COPIED_ARTWORK ->
          "The picture shown with the upload was compared with the covers of the catalogue; both"
              + " were then looked at beside each other.";
      case COPIED_COMPOSITION ->
          "A person recognised the song by ear; the upload and a recording of the song were then"
              + " heard one after the other.";
      case TRADEMARK ->
          "Names shown with the upload were compared with the registered mark; a person then looked"
              + " whether the mark is used as a badge of origin.";
      case COPIED_RECORDING, AI_LABEL ->
          "Acoustic fingerprints of the upload were compared with those of the recording; both were"
              + " then heard side by side.";
    };
  }

  /// Three digits, so that the same figure has the same bytes everywhere.
  static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value == 0 ? 0.0 : value);
  }
}
