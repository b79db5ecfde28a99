package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.antiphon.accounts.Role;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.contest.Appeal;
import org.antiphon.enforcement.contest.CounterNotices;
import org.antiphon.problem.Problem;
import org.antiphon.server.Caller;
import org.antiphon.server.CaseDesk;
import org.antiphon.server.ContestDesk;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/// What others say against us, the most urgent first: objections, counter-notices with their
/// clocks, what is paused, what is held. A person sees the forms of their own roles.
@Controller
public final class ContestPage {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final Pages pages;
  private final ContestDesk contest;
  private final CaseDesk desk;

  /// Shows these.
  public ContestPage(Pages pages, ContestDesk contest, CaseDesk desk) {
    this.pages = pages;
    this.contest = contest;
    this.desk = desk;
  }

  @GetMapping("/contest")
  ResponseEntity<String> show(HttpServletRequest request) {
    return show(request, "");
  }

  private ResponseEntity<String> show(HttpServletRequest request, String fault) {
    var values = new HashMap<String, Object>();
    values.put("who", WorkPages.who(request));
    values.put("fault", fault);
    boolean answers = is(request, Role.APPEAL_REVIEWER) || is(request, Role.LEGAL);
    values.put(
        "appeals",
        JSON.valueToTree(
            contest.appeals().unanswered().stream()
                .map(each -> appeal(each, answers, request))
                .toList()));
    values.put(
        "counters",
        JSON.valueToTree(contest.counterNotices().open().stream().map(ContestDesk::view).toList()));
    values.put("paused", contest.pauses().open().size());
    values.put("held", contest.held(desk).stream().map(CaseId::toString).toList());
    values.put("mayAnswer", is(request, Role.APPEAL_REVIEWER));
    values.put("mayJudge", is(request, Role.LEGAL));
    values.put("mayRelease", is(request, Role.ATTESTER));
    return pages.page("ContestPage", values);
  }

  private Map<String, Object> appeal(Appeal appeal, boolean personal, HttpServletRequest request) {
    var view = personal ? ContestDesk.whole(appeal) : ContestDesk.line(appeal);
    view.put("case", desk.notices().get(appeal.notice()).about().toString());
    view.put("ground", appeal.ground().words());
    view.put(
        "barred",
        Caller.of(request)
            .asPerson()
            .filter(person -> !contest.appeals().mayAnswer(appeal, person))
            .isPresent());
    return view;
  }

  private static boolean is(HttpServletRequest request, Role role) {
    return Caller.of(request).asPerson().filter(person -> person.is(role)).isPresent();
  }

  @PostMapping("/contest/appeals/{id}")
  ResponseEntity<String> answer(
      HttpServletRequest request,
      @PathVariable UUID id,
      @RequestParam Appeal.Decision decision,
      @RequestParam String reasons) {
    var person = Caller.of(request).personWith(Role.APPEAL_REVIEWER).person();
    return after(request, () -> contest.appeals().decide(id, decision, reasons, person));
  }

  @PostMapping("/contest/counter-notices/{id}")
  ResponseEntity<String> judge(
      HttpServletRequest request,
      @PathVariable UUID id,
      @RequestParam CounterNotices.State state,
      @RequestParam String reason) {
    var person = Caller.of(request).personWith(Role.LEGAL).person();
    return after(request, () -> contest.counterNotices().decide(id, state, reason, person));
  }

  @PostMapping("/contest/holds")
  ResponseEntity<String> release(
      HttpServletRequest request, @RequestParam(defaultValue = "") List<String> cases) {
    var person = Caller.of(request).personWith(Role.ATTESTER).person();
    return after(
        request,
        () ->
            contest
                .holds()
                .release(cases.stream().map(CaseId::parse).toList(), person.id().value()));
  }

  private ResponseEntity<String> after(HttpServletRequest request, Runnable deed) {
    try {
      deed.run();
    } catch (Problem e) {
      return show(request, e.code() + ": " + e.what() + ". " + e.hint() + ".");
    }
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("/contest"))
        .contentLength(0)
        .body("");
  }
}
