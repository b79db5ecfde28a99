package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Scope;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.Filter;
import org.antiphon.enforcement.attestation.AttestationRequest;
import org.antiphon.enforcement.cases.CaseFilter;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Decision;
import org.antiphon.enforcement.cases.FairUse;
import org.antiphon.enforcement.contest.Retractions;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.TextForm;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.antiphon.server.CaseDesk;
import org.antiphon.server.Overview;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The pages that a person works in: overview, queue, case, catalogue, platforms.
@Controller
public final class WorkPages {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE = 50;
  private final Pages pages;
  private final Overview overview;
  private final CaseDesk desk;
  private final Catalogue catalogue;
  private final Accounts accounts;

  /// Asks the rooms' doors; adds no rule.
  public WorkPages(
      Pages pages, Overview overview, CaseDesk desk, Catalogue catalogue, Accounts accounts) {
    this.pages = pages;
    this.overview = overview;
    this.desk = desk;
    this.catalogue = catalogue;
    this.accounts = accounts;
  }

  static String who(HttpServletRequest request) {
    return Caller.of(request)
        .with(Scope.READ)
        .asPerson()
        .map(person -> person.name())
        .orElse("a program");
  }

  private static JsonNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  @GetMapping("/")
  ResponseEntity<String> overview(HttpServletRequest request) {
    var who = who(request);
    return pages.page("OverviewPage", Map.of("who", who, "o", tree(overview.now())));
  }

  @GetMapping("/queue")
  ResponseEntity<String> queue(
      HttpServletRequest request,
      @RequestParam(defaultValue = "READY") String state,
      @RequestParam(defaultValue = "") String cursor) {
    var who = who(request);
    var filter =
        new CaseFilter(
            state.equals("ALL") ? Set.of() : Set.of(CaseState.valueOf(state)),
            Optional.empty(),
            Optional.empty());
    var after = cursor.isEmpty() ? Optional.<CaseId>empty() : Optional.of(CaseId.parse(cursor));
    var found = desk.cases().page(filter, after, PAGE);
    var next = found.size() < PAGE ? "" : found.getLast().id().toString();
    var lines = tree(found.stream().map(desk::line).toList());
    return pages.page(
        "QueuePage", Map.of("who", who, "state", state, "cases", lines, "next", next));
  }

  @GetMapping("/cases/{id}")
  ResponseEntity<String> one(HttpServletRequest request, @PathVariable String id) {
    return show(request, CaseId.parse(id), "");
  }

  private ResponseEntity<String> show(HttpServletRequest request, CaseId id, String fault) {
    var values = new HashMap<String, Object>();
    values.put("who", who(request));
    var whole = tree(desk.whole(id));
    values.put("c", whole);
    values.put("head", Pages.head(whole));
    values.put("segments", whole.path("segments").toString());
    values.put("fault", fault);
    var notice = desk.notices().ofCase(id).stream().reduce((_, last) -> last);
    values.put("notice", notice.map(found -> tree(Map.of("state", found.state()))).orElse(null));
    values.put("noticeSha", notice.map(Notice::documentSha256).orElse(""));
    values.put("noticeText", notice.map(this::text).orElse(""));
    return pages.page("CasePage", values);
  }

  private String text(Notice notice) {
    return TextForm.of(desk.notices().document(notice.id()), notice.documentSha256());
  }

  @PostMapping("/cases/{id}/draft")
  ResponseEntity<String> draft(HttpServletRequest request, @PathVariable String id) {
    var person = Caller.of(request).personWith(Role.ATTESTER).person();
    return after(request, id, () -> desk.draft(CaseId.parse(id), person.id()));
  }

  @PostMapping("/cases/{id}/review")
  ResponseEntity<String> review(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam Decision.Kind decision,
      @RequestParam String reason) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    return after(
        request,
        id,
        () -> desk.review().decide(CaseId.parse(id), decision, reason, person.id().value()));
  }

  @PostMapping("/cases/{id}/retract")
  ResponseEntity<String> retract(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam Retractions.Cause cause,
      @RequestParam String reason) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    return after(request, id, () -> desk.retract(CaseId.parse(id), cause, reason, person));
  }

  @PostMapping("/cases/{id}/attest")
  ResponseEntity<String> attest(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam Map<String, String> form,
      @RequestParam(defaultValue = "") Set<String> affirmed) {
    var caller = Caller.of(request).personWith(Role.ATTESTER);
    return after(request, id, () -> sign(caller, CaseId.parse(id), form, affirmed));
  }

  private void sign(
      Caller.PersonCaller caller, CaseId id, Map<String, String> form, Set<String> affirmed) {
    var session =
        accounts
            .reauthenticate(caller.secret(), form.getOrDefault("password", ""))
            .orElseThrow(() ->
                new Refused("LOGIN_NOT_FRESH", "password", "the password is wrong", "try again"));
    desk.requireAffirmed(id, affirmed);
    var fairUse =
        new FairUse(
            "none found",
            new FairUse.Factors(
                form.getOrDefault("purpose", ""),
                form.getOrDefault("nature", ""),
                form.getOrDefault("amount", ""),
                form.getOrDefault("market", "")),
            FairUse.Conclusion.NOT_FAIR_USE);
    var shown =
        new AttestationRequest.Shown(desk.openDraft(id), form.getOrDefault("documentSha256", ""));
    desk.attestation()
        .attest(
            new AttestationRequest(
                session,
                form.getOrDefault("typedName", ""),
                List.of(shown),
                Set.of(),
                Optional.of(fairUse)));
  }

  /// Does it and shows the case anew; a refusal is shown on the case, in its four parts.
  private ResponseEntity<String> after(HttpServletRequest request, String id, Runnable deed) {
    try {
      deed.run();
    } catch (Problem e) {
      return show(request, CaseId.parse(id), e.code() + ": " + e.what() + ". " + e.hint() + ".");
    }
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("/cases/" + CaseId.parse(id)))
        .contentLength(0)
        .body(new String(new byte[0], StandardCharsets.UTF_8));
  }

  @GetMapping("/catalogue")
  ResponseEntity<String> catalogue(HttpServletRequest request) {
    var rows =
        catalogue.page(Filter.ALL, Optional.empty(), 500).stream()
            .map(recording ->
                List.of(
                    recording.title(),
                    recording.artist(),
                    recording.isrc().map(isrc -> isrc.code()).orElse("–"),
                    Pages.clock(recording.seconds()),
                    Integer.toString(catalogue.mandatesFor(recording.id()).size()),
                    Integer.toString(catalogue.exclusionsOf(recording.id()).size())))
            .toList();
    return list(
        request,
        new Table(
            "Catalogue",
            "/catalogue",
            List.of("Title", "Artist", "ISRC", "Length", "Mandates", "Exclusions"),
            rows,
            "Add recordings first: ./antiphon catalogue add FOLDER."));
  }

  @GetMapping("/platforms")
  ResponseEntity<String> platforms(HttpServletRequest request) {
    var rows =
        overview.platforms().stream()
            .map(platform ->
                List.of(
                    platform.name(),
                    platform.lastReadAt().map(at -> Pages.moment(at.toString())).orElse("never"),
                    platform.wholeWalkAt().map(at -> Pages.moment(at.toString())).orElse("never"),
                    Long.toString(platform.restarts()),
                    platform.trouble().orElse("none")))
            .toList();
    return list(
        request,
        new Table(
            "Platforms",
            "/platforms",
            List.of("Platform", "Feed read (UTC)", "Read to its end", "Restarts", "Trouble"),
            rows,
            "No platform is connected. Write a section [platform.ID] into antiphon.toml."));
  }

  private record Table(
      String title, String here, List<String> columns, List<List<String>> rows, String empty) {}

  private ResponseEntity<String> list(HttpServletRequest request, Table table) {
    return pages.page(
        "ListPage",
        Map.of(
            "who", who(request),
            "title", table.title(),
            "here", table.here(),
            "columns", table.columns(),
            "rows", table.rows(),
            "empty", table.empty()));
  }
}
