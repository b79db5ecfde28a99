package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.antiphon.accounts.Scope;
import org.antiphon.ledger.EntryId;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The record: its newest signed head, and what it holds about a subject.
@RestController
public final class LedgerApi {
  private final Ledger ledger;

  /// Reads only.
  public LedgerApi(Ledger ledger) {
    this.ledger = ledger;
  }

  @GetMapping(path = "/api/v1/ledger/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE)
  String checkpoint(HttpServletRequest request) {
    Caller.of(request).with(Scope.READ);
    return ledger
        .checkpoint()
        .orElseThrow(() ->
            new Refused(
                "NOT_FOUND",
                "ledger",
                "nothing is recorded yet",
                "a checkpoint follows the first entry"));
  }

  @GetMapping("/api/v1/ledger/entries")
  Map<String, Object> about(
      HttpServletRequest request, @RequestParam String subject, @RequestParam String id) {
    Caller.of(request).with(Scope.READ);
    return Map.of(
        "items", ledger.about(new Subject(subject, id)).stream().map(LedgerApi::view).toList());
  }

  /// What shows that an entry is in the ledger: its bytes, the hashes beside its path, the signed
  /// head that they lead to (RFC 9162 §2.1.3). Whoever asks can compute it themselves.
  @GetMapping("/api/v1/ledger/proof")
  Map<String, Object> proof(HttpServletRequest request, @RequestParam UUID id) {
    Caller.of(request).with(Scope.READ);
    var entry = new EntryId(id);
    var body = ledger.entry(entry).orElseThrow(() -> missing(id, "there is no such entry"));
    var proof = ledger.proof(entry).orElseThrow(() -> missing(id, "it waits for its place"));
    var base64 = Base64.getEncoder();
    return Map.of(
        "index", proof.index(),
        "body", base64.encodeToString(body.body()),
        "hashes", proof.hashes().stream().map(base64::encodeToString).toList(),
        "checkpoint", proof.checkpoint());
  }

  private static Refused missing(UUID id, String why) {
    return new Refused("NOT_FOUND", "entry " + id, why, "GET /api/v1/ledger/entries");
  }

  private static Map<String, Object> view(Ledger.Recorded entry) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", entry.id().value());
    view.put("index", entry.index());
    view.put("kind", entry.kind());
    view.put("entry", entry.json());
    return view;
  }
}
