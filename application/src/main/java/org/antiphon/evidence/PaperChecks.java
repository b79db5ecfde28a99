package org.antiphon.evidence;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antiphon.ledger.VerifyingKey;
import org.antiphon.problem.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds the papers of a bundle against each other and against the ledger: notice, attestation,
/// evidence, times.
final class PaperChecks {
  static final String NOTICES = "data/notice/";
  static final String ASSESSMENT = "data/examination/assessment.json";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private final OpenBundle bundle;
  private final LedgerPart ledger;
  private final Checks checks;

  PaperChecks(OpenBundle bundle, LedgerPart ledger, Checks checks) {
    this.bundle = bundle;
    this.ledger = ledger;
    this.checks = checks;
  }

  void run() throws IOException {
    var folders =
        bundle.names(NOTICES).stream()
            .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
            .distinct()
            .toList();
    for (var folder : folders) notice(folder);
    for (var check : List.of("notice", "attestation", "evidence", "times"))
      checks.absent(check, "no notice was signed");
  }

  private void notice(String folder) throws IOException {
    byte[] document = bundle.bytes(folder + "notice.json").orElse(new byte[0]);
    var notice = json(document);
    String sha256 = BundleVerifier.sha256(document);
    String id = notice.path("id").asString("");
    boolean recorded =
        ledger
            .of("notice.attested")
            .anyMatch(
                entry -> entry.about("notice", id) && entry.data("documentSha256").equals(sha256));
    if (recorded) checks.ok("notice", "is the one that the ledger says was attested");
    else checks.failed("notice", folder + "notice.json is not what the ledger says was attested");
    attestation(folder, id, sha256);
    evidence(folder, notice);
    times(folder, id);
  }

  private void attestation(String folder, String id, String sha256) throws IOException {
    byte[] statement = bundle.bytes(folder + "attestation.json").orElse(new byte[0]);
    var json = json(statement);
    boolean covers = false;
    for (var each : json.path("notices"))
      covers |=
          each.path("id").asString("").equals(id)
              && each.path("sha256").asString("").equals(sha256);
    if (!covers) checks.failed("attestation", folder + "attestation.json does not name the notice");
    String hash = BundleVerifier.sha256(statement);
    if (ledger.of("attestation.signed").noneMatch(it -> it.data("statementSha256").equals(hash)))
      checks.failed("attestation", folder + "attestation.json is not in the ledger");
    if (!signed(folder, statement))
      checks.failed("attestation", folder + "attestation.sig is not that person's over it");
    checks.ok(
        "attestation",
        "signed by " + json.path("person").path("name").asString("") + " over the notice");
  }

  private boolean signed(String folder, byte[] statement) throws IOException {
    var signature = bundle.text(folder + "attestation.sig").orElse("");
    var vkey = bundle.text(folder + "signer.vkey").orElse("");
    if (!signature.endsWith("\n") || !vkey.endsWith("\n")) return false;
    byte[] bytes = LedgerPart.base64(signature.substring(0, signature.length() - 1));
    try {
      var key = VerifyingKey.parse(vkey);
      return bytes != null
          && (key.vkey() + "\n").equals(vkey)
          && bundle.text(LedgerPart.KEYS).orElse("").lines().anyMatch(key.vkey()::equals)
          && key.verifies(statement, bytes);
    } catch (Problem e) {
      return false;
    }
  }

  private void evidence(String folder, JsonNode notice) throws IOException {
    byte[] manifest = bundle.bytes(folder + "evidence.json").orElse(new byte[0]);
    if (!BundleVerifier.sha256(manifest).equals(notice.at("/evidence/sha256").asString("")))
      checks.failed("evidence", folder + "evidence.json is not what the notice names");
    var json = json(manifest);
    named(json.at("/examination/assessmentSha256"), Optional.of(ASSESSMENT), "the assessment");
    var audio = bundle.names("data/upload/audio").stream().findFirst();
    if (audio.isPresent()) named(json.at("/upload/audioSha256"), audio, "the upload's sound");
    var pictures = new HashSet<String>();
    for (var name : bundle.names("data/examination/pictures/"))
      bundle.sha256(name).ifPresent(pictures::add);
    for (var picture : json.path("pictures"))
      if (!pictures.contains(picture.path("sha256").asString("")))
        checks.failed("evidence", "a picture that the evidence names is not in the bundle");
    references(json);
    checks.ok(
        "evidence", "what the notice names is here" + (audio.isEmpty() ? ", but no sound" : ""));
  }

  private void named(JsonNode hash, Optional<String> part, String what) throws IOException {
    var found = part.isPresent() ? bundle.sha256(part.get()) : Optional.<String>empty();
    if (found.isEmpty() || !found.get().equals(hash.asString("")))
      checks.failed("evidence", part.orElse("?") + " is not " + what + " that the evidence names");
  }

  private void references(JsonNode evidence) throws IOException {
    Set<String> known = new HashSet<>();
    for (var name : bundle.names("data/reference/"))
      if (name.endsWith("/reference.json")) {
        var json = json(bundle.bytes(name).orElse(new byte[0]));
        known.add(json.path("id").asString("") + " " + json.path("audioSha256").asString(""));
      }
    for (var recording : evidence.path("recordings")) {
      String hash = recording.path("referenceSha256").asString("");
      if (!hash.isEmpty() && !known.contains(recording.path("id").asString("") + " " + hash))
        checks.failed("evidence", "a recording's reference is not the one that the evidence names");
    }
  }

  /// Examined, then written, then signed, then sent: by place and by clock.
  private void times(String folder, String id) throws IOException {
    String statement =
        BundleVerifier.sha256(bundle.bytes(folder + "attestation.json").orElse(new byte[0]));
    var steps =
        List.of(
            ledger.of("assessment.made").findFirst(),
            ledger.of("notice.rendered").filter(it -> it.about("notice", id)).findFirst(),
            ledger
                .of("attestation.signed")
                .filter(it -> it.data("statementSha256").equals(statement))
                .findFirst(),
            ledger.of("notice.sending").filter(it -> it.about("notice", id)).findFirst());
    LedgerPart.Entry last = null;
    for (var step : steps) {
      if (step.isEmpty()) continue;
      if (last != null
          && (step.get().index() <= last.index() || step.get().at().compareTo(last.at()) < 0))
        checks.failed("times", step.get().kind() + " stands before " + last.kind());
      last = step.get();
    }
    if (steps.get(1).isEmpty() || steps.get(2).isEmpty())
      checks.failed("times", "writing or signing of the notice is not in the ledger");
    checks.ok("times", "examined, written, signed, sent: in this order");
  }

  static JsonNode json(byte[] bytes) {
    try {
      return bytes.length == 0 ? MAPPER.missingNode() : MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      return MAPPER.missingNode();
    }
  }
}
