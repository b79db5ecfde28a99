package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.antiphon.ledger.EntryId;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.ledger.VerifyingKey;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/// The record: read it, search it, and have the browser check that an entry is in it.
@Controller
public final class LedgerPages {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int PAGE = 50;
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
  private static final List<String> SUBJECTS =
      List.of("case", "notice", "upload", "recording", "attestation", "platform", "assessment");
  private final Pages pages;
  private final Ledger ledger;
  private final VerifyingKey key;

  /// Reads only.
  public LedgerPages(Pages pages, Ledger ledger, VerifyingKey key) {
    this.pages = pages;
    this.ledger = ledger;
    this.key = key;
  }

  @GetMapping("/ledger")
  ResponseEntity<String> ledger(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "-1") long from) {
    var who = WorkPages.who(request);
    var counts = ledger.counts();
    long first = from < 0 ? Math.max(0, counts.size() - PAGE) : from;
    var words = q.strip();
    var found = words.isEmpty() ? ledger.entries(first, PAGE) : search(words);
    var values = new HashMap<String, Object>();
    values.put("who", who);
    values.put("q", words);
    values.put("size", counts.size());
    values.put("pending", counts.pending());
    values.put("first", first);
    values.put("page", PAGE);
    values.put("key", key.vkey());
    values.put("checkpoint", ledger.checkpoint().orElse(""));
    values.put("rows", JSON.valueToTree(found.reversed().stream().map(LedgerPages::row).toList()));
    return pages.page("LedgerPage", values);
  }

  /// By the id of an entry, or of anything that entries are about.
  private List<Ledger.Recorded> search(String words) {
    var found = new ArrayList<Ledger.Recorded>();
    if (ID.matcher(words).matches())
      ledger.entry(new EntryId(UUID.fromString(words))).ifPresent(found::add);
    for (String subject : SUBJECTS) found.addAll(ledger.about(new Subject(subject, words)));
    return found;
  }

  private static Map<String, Object> row(Ledger.Recorded entry) {
    var json = entry.json();
    var row = new LinkedHashMap<String, Object>();
    row.put("id", entry.id().value());
    row.put("index", entry.index());
    row.put("kind", entry.kind());
    row.put("at", json.path("at").asString(""));
    row.put("actor", json.path("actor").path("role").asString(""));
    row.put("subject", json.path("subject").path("type").asString(""));
    row.put("subjectId", json.path("subject").path("id").asString(""));
    row.put("body", json.toString());
    return row;
  }
}
