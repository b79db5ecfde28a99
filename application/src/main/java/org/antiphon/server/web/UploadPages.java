package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Scope;
import org.antiphon.enforcement.cases.Finding;
import org.antiphon.examination.Examination;
import org.antiphon.intake.Intake;
import org.antiphon.intake.Upload;
import org.antiphon.intake.UploadId;
import org.antiphon.intake.UploadQuery;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.antiphon.server.CaseDesk;
import org.antiphon.server.FindingDesk;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What every examiner said of each upload, whether a case rests on it or not.
@Controller
public final class UploadPages {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int PAGE = 50;
  private final Pages pages;
  private final Intake intake;
  private final Examination examination;
  private final CaseDesk desk;
  private final FindingDesk findings;

  /// Shows these; only what persons find is written.
  public UploadPages(
      Pages pages, Intake intake, Examination examination, CaseDesk desk, FindingDesk findings) {
    this.findings = findings;
    this.pages = pages;
    this.intake = intake;
    this.examination = examination;
    this.desk = desk;
  }

  @GetMapping("/uploads")
  ResponseEntity<String> list(
      HttpServletRequest request, @RequestParam(defaultValue = "") String cursor) {
    var who = WorkPages.who(request);
    var caller = Caller.of(request);
    var newest = UploadQuery.newest(PAGE);
    var found =
        intake.uploads(
            cursor.isEmpty() ? newest : newest.after(new UploadId(UUID.fromString(cursor))));
    var next = found.size() < PAGE ? "" : found.getLast().id().toString();
    var rows = JSON.valueToTree(found.stream().map(upload -> row(upload, caller)).toList());
    return pages.page("UploadsPage", Map.of("who", who, "rows", rows, "next", next));
  }

  @GetMapping("/uploads/{id}")
  ResponseEntity<String> one(HttpServletRequest request, @PathVariable UUID id) {
    return one(request, id, "");
  }

  /// What the person heard that no examiner can tell.
  @PostMapping("/uploads/{id}/findings")
  ResponseEntity<String> found(
      HttpServletRequest request,
      @PathVariable UUID id,
      @RequestParam Finding.Kind kind,
      @RequestParam String about,
      @RequestParam String reason) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    try {
      findings.state(id, kind, about, reason, person);
    } catch (Problem e) {
      return one(request, id, CasePages.inWords(e));
    }
    return CasePages.see(Links.to("/uploads/" + id));
  }

  @PostMapping("/uploads/{id}/findings/{finding}/withdraw")
  ResponseEntity<String> withdraw(
      HttpServletRequest request,
      @PathVariable UUID id,
      @PathVariable UUID finding,
      @RequestParam String reason) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    try {
      findings.withdraw(finding, reason, person);
    } catch (Problem e) {
      return one(request, id, CasePages.inWords(e));
    }
    return CasePages.see(Links.to("/uploads/" + id));
  }

  private ResponseEntity<String> one(HttpServletRequest request, UUID id, String fault) {
    var who = WorkPages.who(request);
    Caller.of(request).with(Scope.READ);
    var upload =
        intake
            .upload(new UploadId(id))
            .orElseThrow(() ->
                new Refused("NOT_FOUND", "upload " + id, "there is no such upload", "/uploads"));
    var cases = desk.cases().ofUpload(id).stream().map(desk::line).toList();
    var found = document(upload);
    var opinions =
        examination.ofUpload(id).stream().findFirst().map(desk::opinions).orElse(List.of());
    var reviewer =
        Caller.of(request).asPerson().filter(person -> person.is(Role.REVIEWER)).isPresent();
    return pages.page(
        "UploadPage",
        Map.of(
            "who", who,
            "fault", fault,
            "mayFind", reviewer && found.isObject(),
            "findings", JSON.valueToTree(findings.of(id)),
            "u", JSON.valueToTree(view(upload, Caller.of(request))),
            "found", found,
            "segments", segments(found),
            "opinions", JSON.valueToTree(opinions),
            "cases", JSON.valueToTree(cases)));
  }

  /// The newest assessment's document; missing where there is none.
  private JsonNode document(Upload upload) {
    return examination.ofUpload(upload.id().uuid()).stream()
        .findFirst()
        .map(assessment -> JSON.readTree(assessment.json()))
        .orElse(JSON.nullNode());
  }

  private static JsonNode segments(JsonNode found) {
    List<Map<String, String>> stretches =
        found
            .path("identify")
            .path("matches")
            .valueStream()
            .map(match -> match.path("query"))
            .map(query ->
                Map.of(
                    "uploadFrom", query.path("from").asString(),
                    "uploadTo", query.path("to").asString()))
            .toList();
    return JSON.valueToTree(stretches);
  }

  private Map<String, Object> row(Upload upload, Caller caller) {
    var row = view(upload, caller);
    var found = document(upload);
    row.put("conclusion", found.path("conclusion").asString(upload.state().name()));
    row.put("detect", said(found.path("detect").path("verdict")));
    row.put("provenance", said(found.path("provenance").path("state")));
    row.put("identity", said(found.path("impersonation").path("conclusion")));
    return row;
  }

  private static String said(JsonNode word) {
    return word.asString("–");
  }

  private static Map<String, Object> view(Upload upload, Caller caller) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", upload.id().uuid());
    view.put("platform", upload.platform().text());
    view.put("uploadId", upload.externalId());
    view.put("state", upload.state());
    view.put("seconds", upload.seconds());
    view.put("title", upload.credits().title());
    view.put("artists", upload.credits().artists());
    var name = caller.mayReadNames() ? upload.uploader().name() : "somebody"; // R28
    view.put("uploader", Map.of("name", name));
    upload.trouble().ifPresent(it -> view.put("trouble", it));
    return view;
  }
}
