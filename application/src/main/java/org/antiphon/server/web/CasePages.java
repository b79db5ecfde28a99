package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.PersonId;
import org.antiphon.accounts.Role;
import org.antiphon.enforcement.attestation.AttestationRequest;
import org.antiphon.enforcement.attestation.HeardTime;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Decision;
import org.antiphon.enforcement.cases.Snoozes;
import org.antiphon.enforcement.contest.Retractions;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.TextForm;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.antiphon.server.CaseDesk;
import org.antiphon.server.Deliveries;
import org.antiphon.server.ReviewQueue;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One case: see, hear, decide, sign. A case that a reviewer opens is held for them for 15 minutes;
/// whoever else opens it sees who has it, and cannot decide it. After a decision comes the next
/// case of the same list.
@Controller
public final class CasePages {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int BESIDE = 20;
  private static final Set<CaseState> DECIDABLE =
      Set.of(CaseState.OPEN, CaseState.IN_REVIEW, CaseState.READY);
  private final Pages pages;
  private final CaseDesk desk;
  private final Beside beside;

  /// What lies beside the case.
  public record Beside(
      ReviewQueue queue,
      Snoozes snoozes,
      Deliveries deliveries,
      Accounts accounts,
      InstantSource clock) {}

  /// Asks the rooms' doors; adds no rule.
  public CasePages(Pages pages, CaseDesk desk, Beside beside) {
    this.pages = pages;
    this.desk = desk;
    this.beside = beside;
  }

  @GetMapping("/cases/{id}")
  ResponseEntity<String> one(HttpServletRequest request, @PathVariable String id) {
    return show(request, CaseId.parse(id), "");
  }

  private ResponseEntity<String> show(HttpServletRequest request, CaseId id, String fault) {
    var values = new HashMap<String, Object>();
    values.put("who", WorkPages.who(request));
    JsonNode whole = JSON.valueToTree(desk.whole(id, Caller.of(request)));
    values.put("c", whole);
    values.put("head", Pages.head(whole));
    values.put("segments", whole.path("segments").toString());
    values.put("fault", fault);
    var notice = desk.notices().ofCase(id).stream().reduce((_, last) -> last);
    values.put("noticeState", notice.map(found -> found.state().name()).orElse(""));
    values.put("noticeSha", notice.map(Notice::documentSha256).orElse(""));
    values.put("noticeText", notice.map(this::text).orElse(""));
    values.put("v", JSON.valueToTree(view(request, id, notice)));
    return pages.page("CasePage", values);
  }

  private String text(Notice notice) {
    return TextForm.of(desk.notices().document(notice.id()), notice.documentSha256());
  }

  /// What the page shows beside the case itself.
  private Map<String, Object> view(HttpServletRequest request, CaseId id, Optional<Notice> notice) {
    var person = Caller.of(request).asPerson();
    var view = new LinkedHashMap<String, Object>();
    var list = list(request);
    var me = person.map(each -> each.id().value()).orElse(new java.util.UUID(0, 0));
    view.put("list", list.state());
    view.put("sort", list.sort().name());
    view.put("rows", rows(request, list, id));
    view.put("until", parameter(request, "until"));
    view.put("q", list.words());
    view.put("next", beside.queue().next(list, id, me).map(CaseId::toString).orElse(""));
    view.put("previous", beside.queue().previous(list, id, me).map(CaseId::toString).orElse(""));
    view.put("heldBy", person.flatMap(each -> hold(id, each)).orElse(""));
    view.put("did", parameter(request, "did"));
    view.put("what", parameter(request, "what"));
    view.put("notes", desk.review().notes(id).stream().map(this::note).toList());
    view.put("snooze", beside.snoozes().of(id).orElse(null));
    view.put("delivery", notice.map(each -> beside.deliveries().of(each.id())).orElse(List.of()));
    notice
        .filter(each -> each.state() == NoticeState.DECLINED)
        .ifPresent(each -> view.put("declined", beside.deliveries().declinedBecause(each.id())));
    var heard =
        person.map(each -> desk.attestation().heardOf(id, each.id())).orElse(new HeardTime(0, 0));
    view.put("heard", heard);
    view.put("heardEnough", heard.isEnough(desk.cases().get(id).ground().basis().isHeardBeside()));
    view.put(
        "secondNeeded",
        desk.cases().get(id).ground().basis().needsTwo()
            && person
                .filter(each -> !desk.review().approvers(id).contains(each.id().value()))
                .isPresent());
    view.put("signer", notice.map(each -> name(each.signing().person())).orElse(""));
    view.put("drafted", notice.filter(each -> each.state() == NoticeState.DRAFTED).isPresent());
    view.put(
        "inAWeek",
        LocalDate.ofInstant(beside.clock().instant(), ZoneOffset.UTC).plusDays(7).toString());
    return view;
  }

  /// The list beside the case, with this one in it where the list still has it.
  private List<Map<String, Object>> rows(
      HttpServletRequest request, ReviewQueue.Asked list, CaseId id) {
    var rows = beside.queue().around(list, id, BESIDE);
    if (!Caller.of(request).mayReadNames()) rows.forEach(line -> line.remove("uploader")); // R28
    return rows;
  }

  private Map<String, Object> note(org.antiphon.enforcement.cases.Review.Note note) {
    return Map.of("text", note.text(), "at", note.at().toString(), "who", name(note.person()));
  }

  private String name(java.util.UUID person) {
    return beside.accounts().person(new PersonId(person)).map(Person::name).orElse("somebody");
  }

  /// Takes the case for who opens it.
  ///
  /// @return who has it, where it is somebody else
  private Optional<String> hold(CaseId id, Person person) {
    if (!person.is(Role.REVIEWER) || !DECIDABLE.contains(desk.cases().get(id).state()))
      return Optional.empty();
    try {
      desk.review().hold(id, person.id().value());
      return Optional.empty();
    } catch (Refused held) {
      return Optional.of(
          desk.cases().get(id).held().map(it -> name(it.person())).orElse("somebody"));
    }
  }

  private static ReviewQueue.Asked list(HttpServletRequest request) {
    var list = parameter(request, "list");
    return QueuePages.asked(
        list.isEmpty() ? "READY" : list, parameter(request, "q"), parameter(request, "sort"));
  }

  private static String parameter(HttpServletRequest request, String name) {
    var value = request.getParameter(name);
    return value == null ? "" : value;
  }

  // ---- deeds

  /// The page says so itself when it is left.
  @PostMapping("/cases/{id}/release")
  ResponseEntity<Void> release(HttpServletRequest request, @PathVariable String id) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    desk.review().release(CaseId.parse(id), person.id().value());
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/cases/{id}/review")
  ResponseEntity<String> review(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam Decision.Kind decision,
      @RequestParam(defaultValue = "") String reason) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    var about = CaseId.parse(id);
    return onwards(
        request,
        about,
        decision.name(),
        () -> desk.review().decide(about, decision, reason, person.id().value()));
  }

  @PostMapping("/cases/{id}/undo")
  ResponseEntity<String> undo(HttpServletRequest request, @PathVariable String id) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    var about = CaseId.parse(id);
    return stay(
        request,
        about,
        () -> {
          var queued =
              desk.notices().ofCase(about).stream()
                  .filter(notice -> notice.state() == NoticeState.QUEUED)
                  .findFirst();
          if (queued.isPresent()) desk.attestation().undo(queued.get().id(), person.id());
          else desk.review().undo(about, person.id().value());
        });
  }

  @PostMapping("/cases/{id}/note")
  ResponseEntity<String> note(
      HttpServletRequest request, @PathVariable String id, @RequestParam String text) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    var about = CaseId.parse(id);
    return stay(request, about, () -> desk.review().note(about, text, person.id().value()));
  }

  @PostMapping("/cases/{id}/snooze")
  ResponseEntity<String> snooze(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam String until,
      @RequestParam String reason) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    var about = CaseId.parse(id);
    return onwards(
        request,
        about,
        "SNOOZED",
        () -> beside.snoozes().snooze(about, day(until), reason, person.id().value()));
  }

  private static Instant day(String until) {
    try {
      return LocalDate.parse(until).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new InvalidInput("DATE", "until", "this is no date", "write 2026-12-24");
    }
  }

  @PostMapping("/cases/{id}/wake")
  ResponseEntity<String> wake(HttpServletRequest request, @PathVariable String id) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    var about = CaseId.parse(id);
    return stay(request, about, () -> beside.snoozes().wake(about, person.id().value()));
  }

  @PostMapping("/cases/{id}/draft")
  ResponseEntity<String> draft(HttpServletRequest request, @PathVariable String id) {
    var person = Caller.of(request).personWith(Role.ATTESTER).person();
    var about = CaseId.parse(id);
    return stay(request, about, () -> desk.draft(about, person.id()));
  }

  @PostMapping("/cases/{id}/retract")
  ResponseEntity<String> retract(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam Retractions.Cause cause,
      @RequestParam String reason) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    var about = CaseId.parse(id);
    return stay(request, about, () -> desk.retract(about, cause, reason, person));
  }

  @PostMapping("/cases/{id}/attest")
  ResponseEntity<String> attest(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam Map<String, String> form,
      @RequestParam(defaultValue = "") Set<String> affirmed) {
    var caller = Caller.of(request).personWith(Role.ATTESTER);
    var about = CaseId.parse(id);
    return onwards(request, about, "SIGNED", () -> sign(caller, about, form, affirmed));
  }

  private void sign(
      Caller.PersonCaller caller, CaseId id, Map<String, String> form, Set<String> affirmed) {
    desk.requireAffirmed(id, affirmed);
    var session = Signatures.again(beside.accounts(), caller, form);
    var shown =
        new AttestationRequest.Shown(desk.openDraft(id), form.getOrDefault("documentSha256", ""));
    desk.attestation()
        .attest(
            new AttestationRequest(
                session,
                form.getOrDefault("typedName", ""),
                List.of(shown),
                Set.of(),
                desk.cases().get(id).ground().basis().isCopyright()
                    ? Optional.of(Signatures.fairUse(form))
                    : Optional.empty()));
  }

  /// Does it and goes to the next case of the list, or to the list where none is left.
  private ResponseEntity<String> onwards(
      HttpServletRequest request, CaseId id, String what, Runnable deed) {
    var person = Caller.of(request).asPerson().orElseThrow();
    var list = list(request);
    var next = beside.queue().next(list, id, person.id().value());
    try {
      deed.run();
    } catch (Problem e) {
      return show(request, id, inWords(e));
    }
    return see(
        Links.to(
            next.map(each -> "/cases/" + each).orElse("/queue"),
            next.isPresent() ? "list" : "state",
            list.state(),
            "q",
            list.words(),
            "sort",
            list.sort().name(),
            "did",
            id.toString(),
            "what",
            what,
            "until",
            what.equals("SIGNED") ? until(id) : ""));
  }

  /// Does it and shows the case anew; a refusal is shown on the case, in its four parts.
  private ResponseEntity<String> stay(HttpServletRequest request, CaseId id, Runnable deed) {
    try {
      deed.run();
    } catch (Problem e) {
      return show(request, id, inWords(e));
    }
    var list = list(request);
    return see(
        Links.to(
            "/cases/" + id, "list", list.state(), "q", list.words(), "sort", list.sort().name()));
  }

  /// Until when a signature can be undone; empty where it is on its way already.
  private String until(CaseId id) {
    return desk.notices().ofCase(id).stream()
        .filter(notice -> notice.state() == NoticeState.QUEUED)
        .flatMap(notice -> notice.signing().attestedAt().stream())
        .map(at -> at.plus(desk.attestation().regret()))
        .filter(at -> at.isAfter(beside.clock().instant()))
        .map(Instant::toString)
        .findFirst()
        .orElse("");
  }

  static String inWords(Problem e) {
    return e.code() + ": " + e.what() + ". " + e.hint() + ".";
  }

  static ResponseEntity<String> see(URI address) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(address).body("");
  }
}
