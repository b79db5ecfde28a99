package org.antiphon.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The persons whom the demonstration plays. The attester makes an account by the set-up link,
/// opens each case that is ready, and signs exactly the document that is shown. It decides nothing
/// that the rules left to a person's judgement: such a case stays in review. Where an upload passes
/// itself off as an artist, the second one has looked at it before.
final class Signer {
  static final String NAME = "Demo Attester";
  static final String PASSWORD = "a pretend person signs here";
  static final String EMAIL = "attester@demo.invalid";

  /// Also answers objections: whoever signed may not (R27).
  static final String SECOND = "second@demo.invalid";

  static final List<String> ROLES_OF_THE_SECOND =
      List.of("ATTESTER", "REVIEWER", "APPEAL_REVIEWER");

  private final DemoClient client;
  private final DemoClient second;
  private int signed;

  /// @param second a client of its own: another person with another session
  Signer(DemoClient client, DemoClient second) {
    this.client = client;
    this.second = second;
  }

  /// Makes the account; once, on a new installation.
  void enrol(String token) {
    client.post(
        "/api/v1/setup",
        Map.of(
            "token", token,
            "name", NAME,
            "title", "played by the demonstration",
            "email", EMAIL,
            "password", PASSWORD));
    client.post(
        "/api/v1/people",
        Map.of(
            "name",
            "Demo Second Attester",
            "title",
            "played by the demonstration",
            "email",
            SECOND,
            "password",
            PASSWORD,
            "roles",
            ROLES_OF_THE_SECOND));
    second.post("/api/v1/sessions", Map.of("email", SECOND, "password", PASSWORD));
  }

  /// Logs in anew, as after a restart of the server or before signing.
  void login() {
    client.post("/api/v1/sessions", Map.of("email", EMAIL, "password", PASSWORD));
    second.post("/api/v1/sessions", Map.of("email", SECOND, "password", PASSWORD));
  }

  /// Signs every case that is ready, and says how many it signed in all.
  int signAll() {
    releaseHeld();
    labelWhatHasTwoSigns();
    for (var line : client.get("/api/v1/cases?state=READY&limit=500").path("items"))
      if (HAS_A_FORM.contains(line.path("basis").asString())) sign(line);
      else closeByHand(line);
    return signed;
  }

  private static final Set<String> HAS_A_FORM = Set.of("COPIED_RECORDING", "IMPERSONATION");

  /// There is no form of notice for it: a person would write to the platform, and close it here.
  private void closeByHand(JsonNode found) {
    second.post(
        "/api/v1/cases/" + found.path("id").asString() + "/review",
        Map.of("decision", "REFUSE", "reason", "told to the platform by letter"));
  }

  /// The first notices to a new platform are held for a second attester (rule R22).
  void releaseHeld() {
    var held = new ArrayList<String>();
    for (var id : second.get("/api/v1/holds").path("cases")) held.add(id.asString());
    if (!held.isEmpty()) second.post("/api/v1/holds/release", Map.of("cases", held));
  }

  /// The rules found two signs of a machine, at a platform that labels: a person looks at them.
  private void labelWhatHasTwoSigns() {
    for (var line : second.get("/api/v1/cases?state=IN_REVIEW&limit=500").path("items"))
      if (line.path("basis").asString().equals("AI_LABEL"))
        second.post(
            "/api/v1/cases/" + line.path("id").asString() + "/review",
            Map.of("decision", "APPROVE", "reason", "a trace and a mark, and no human known"));
  }

  private void sign(JsonNode found) {
    var path = "/api/v1/cases/" + found.path("id").asString();
    if (found.path("basis").asString().equals("IMPERSONATION"))
      second.post(
          path + "/review",
          Map.of(
              "decision", "APPROVE", "reason", "it presents itself as the artist of the roster"));
    client.post(path + "/heard", Map.of("uploadSeconds", 6, "recordingSeconds", 6));
    var draft = client.post(path + "/draft", Map.of());
    var affirmed = new ArrayList<String>();
    for (var statement : draft.path("toAffirm")) affirmed.add(statement.path("id").asString());
    var body = new LinkedHashMap<String, Object>();
    body.put("documentSha256", draft.path("documentSha256").asString());
    body.put("typedName", NAME);
    body.put("affirmed", List.copyOf(affirmed));
    body.put("fairUse", CONSIDERED);
    client.post(path + "/attestation", body);
    signed++;
  }

  static final Map<String, Object> CONSIDERED =
      Map.of(
          "signs", "none found",
          "factors",
              Map.of(
                  "purpose", "offered as a recording of the uploader's own",
                  "nature", "a published piece of music",
                  "amount", "a long stretch of it, with nothing said about it",
                  "market", "takes the place of the recording"),
          "conclusion", "NOT_FAIR_USE");
}
