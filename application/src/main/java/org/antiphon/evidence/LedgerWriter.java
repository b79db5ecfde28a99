package org.antiphon.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.enforcement.attestation.SignedPapers;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.examination.Assessment;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.EntryId;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the ledger holds about a case, with a proof of each entry under one signed head.
final class LedgerWriter {
  private final Evidence.Rooms rooms;
  private final Evidence.Copy copy;
  private final List<Part> parts;
  private String date = "1970-01-01";

  LedgerWriter(Evidence.Rooms rooms, Evidence.Copy copy, List<Part> parts) {
    this.rooms = rooms;
    this.copy = copy;
    this.parts = parts;
  }

  /// Of the newest entry that was written.
  String date() {
    return date;
  }

  /// Adds entries, proofs, head and keys.
  ///
  /// @return how many entries were written
  int write(
      Case about, List<Notice> signed, Optional<Assessment> assessment, Set<UUID> attestations) {
    var subjects = new ArrayList<Subject>();
    subjects.add(Cases.subject(about.id()));
    signed.forEach(notice -> subjects.add(Notices.subject(notice.id())));
    attestations.forEach(id -> subjects.add(new Subject("attestation", id.toString())));
    assessment.ifPresent(it -> subjects.add(new Subject("assessment", it.id().toString())));
    subjects.add(new Subject("upload", about.target().upload().toString()));
    var entries = closure(subjects);
    var proofs = rooms.records().ledger().proofs(List.copyOf(entries.keySet()));
    var byIndex = new LinkedHashMap<Long, Ledger.Recorded>();
    for (var entry : entries.values()) if (entry.index() != null) byIndex.put(entry.index(), entry);
    var lines = new StringBuilder();
    var custody = new StringBuilder("at,what,role,entry\n");
    var openings = new ArrayList<Map<String, Object>>();
    for (var proof : proofs) {
      var entry = byIndex.get(proof.index());
      if (entry == null) throw new IllegalStateException("no entry at " + proof.index());
      lines.append(new String(entry.body(), StandardCharsets.UTF_8)).append('\n');
      parts.add(
          Part.of(
              LedgerPart.PROOFS + "%012d.tlog-proof".formatted(proof.index()),
              LedgerPart.Proof.write(proof)));
      custody(custody, entry);
      if (copy == Evidence.Copy.FULL) openings.addAll(openings(entry.id()));
    }
    parts.add(Part.of(LedgerPart.ENTRIES, lines.toString()));
    if (!proofs.isEmpty())
      parts.add(Part.of(LedgerPart.CHECKPOINT, proofs.getFirst().checkpoint()));
    parts.add(Part.of(LedgerPart.KEYS, keys(attestations)));
    parts.add(Part.of("data/custody.csv", custody.toString()));
    if (copy == Evidence.Copy.FULL)
      parts.add(
          Part.of(
              LedgerPart.OPENINGS,
              CanonicalJson.of(JsonMapper.shared().<JsonNode>valueToTree(openings))));
    return proofs.size();
  }

  /// Entries about these, and whatever they name as their reasons.
  private Map<EntryId, Ledger.Recorded> closure(List<Subject> subjects) {
    var ledger = rooms.records().ledger();
    var found = new LinkedHashMap<EntryId, Ledger.Recorded>();
    for (var subject : subjects)
      ledger.about(subject).forEach(entry -> found.put(entry.id(), entry));
    var open = new ArrayDeque<>(found.values());
    while (!open.isEmpty())
      for (var reason : open.pop().json().path("because")) {
        var id = new EntryId(UUID.fromString(reason.asString("")));
        if (found.containsKey(id)) continue;
        ledger
            .entry(id)
            .ifPresent(entry -> {
              found.put(id, entry);
              open.push(entry);
            });
      }
    return found;
  }

  private String keys(Set<UUID> attestations) {
    var lines = new LinkedHashSet<String>();
    lines.add(rooms.records().keys().ledgerKey().verifying().vkey());
    var papers = new SignedPapers(rooms.database());
    for (var id : attestations)
      papers.find(id).ifPresent(paper -> lines.add(new Papers(rooms, parts).vkey(paper.person())));
    return String.join("\n", lines) + "\n";
  }

  private void custody(StringBuilder csv, Ledger.Recorded entry) {
    var json = entry.json();
    String at = json.path("at").asString("");
    if (at.length() >= 10 && at.substring(0, 10).compareTo(date) > 0) date = at.substring(0, 10);
    String what =
        switch (entry.kind()) {
          case "upload.fetched" -> "the upload's sound was fetched and stored under its SHA-256";
          case "assessment.made" -> "it was examined";
          case "exported" -> "a bundle with it was exported";
          default -> "";
        };
    if (what.isEmpty()) return;
    csv.append(at)
        .append(',')
        .append(what)
        .append(',')
        .append(json.path("actor").path("role").asString(""))
        .append(',')
        .append(entry.id())
        .append('\n');
  }

  private List<Map<String, Object>> openings(EntryId id) {
    return rooms.records().ledger().personal(id).stream()
        .map(opening ->
            Map.<String, Object>of(
                "entry", id.toString(),
                "field", opening.field(),
                "salt", Base64.getEncoder().encodeToString(opening.salt()),
                "value", opening.value()))
        .toList();
  }
}
