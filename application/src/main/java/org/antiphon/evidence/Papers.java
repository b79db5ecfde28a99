package org.antiphon.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.PersonId;
import org.antiphon.blobs.BlobId;
import org.antiphon.enforcement.attestation.SignedPapers;
import org.antiphon.enforcement.delivery.Attempts;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.TextForm;
import org.antiphon.enforcement.verification.Looks;

/// Notices as signed, who signed them with which key, what was sent and what came back.
final class Papers {
  private final Evidence.Rooms rooms;
  private final List<Part> parts;
  private final SignedPapers papers;
  private final Set<UUID> attestations = new LinkedHashSet<>();

  Papers(Evidence.Rooms rooms, List<Part> parts) {
    this.rooms = rooms;
    this.parts = parts;
    this.papers = new SignedPapers(rooms.database());
  }

  /// The attestations that were put in.
  Set<UUID> attestations() {
    return attestations;
  }

  void notice(Notice notice, int number) throws IOException {
    String folder = PaperChecks.NOTICES + "%02d/".formatted(number);
    byte[] document = rooms.notices().document(notice.id());
    parts.add(Part.of(folder + "notice.json", document));
    parts.add(Part.of(folder + "notice.txt", TextForm.of(document, notice.documentSha256())));
    parts.add(
        Part.of(
            folder + "evidence.json",
            rooms.facts().blobs().path(new BlobId(notice.evidenceSha256()))));
    var id = notice.signing().attestation().orElseThrow();
    var paper = papers.find(id).orElseThrow();
    attestations.add(id);
    parts.add(Part.of(folder + "attestation.json", paper.statement()));
    parts.add(
        Part.of(
            folder + "attestation.sig",
            Base64.getEncoder().encodeToString(paper.signature()) + "\n"));
    parts.add(Part.of(folder + "signer.vkey", vkey(paper.person()) + "\n"));
  }

  String vkey(UUID person) {
    return rooms.records().accounts().publicKey(new PersonId(person)).vkey();
  }

  /// Each request with its answer, and each look.
  void delivery(List<Notice> signed) {
    int number = 0;
    var looks = new ArrayList<Map<String, Object>>();
    for (var notice : signed) {
      for (var attempt : new Attempts(rooms.database()).of(notice.id().value())) {
        String name = "data/delivery/%03d-".formatted(++number);
        parts.add(Part.json(name + "attempt.json", attempt(notice, attempt)));
        attempt.answer().body().ifPresent(body -> parts.add(Part.of(name + "answer.bin", body)));
      }
      for (var look : new Looks(rooms.database()).of(notice.id().value()))
        looks.add(
            Map.of(
                "notice", notice.id().toString(),
                "at", look.at().toString(),
                "seen", look.seen().name(),
                "detail", look.detail(),
                "evidence", look.evidence()));
    }
    if (!signed.isEmpty())
      parts.add(
          Part.json(
              "data/delivery/looks.json",
              Map.of("schema", "antiphon-bundle-looks/1", "looks", looks)));
  }

  private static Map<String, Object> attempt(Notice notice, Attempts.Attempt attempt) {
    var json = new LinkedHashMap<String, Object>();
    json.put("schema", "antiphon-bundle-attempt/1");
    json.put("notice", notice.id().toString());
    json.put("idempotencyKey", notice.key());
    json.put("kind", attempt.kind().name());
    json.put("at", attempt.at().toString());
    json.put("endedAt", attempt.endedAt().map(Object::toString).orElse(null));
    json.put("outcome", attempt.outcome());
    json.put("detail", attempt.answer().detail());
    json.put("status", attempt.status().orElse(null));
    json.put("answerSha256", attempt.answer().sha256().orElse(null));
    return json;
  }
}
