package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.PersonId;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Scope;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.problem.Problem;
import org.antiphon.server.Caller;
import org.antiphon.server.ContestDesk;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/// Everything that is paused, by reversals or by a person: why, since when, who may end it.
@Controller
public final class PausePages {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int ENDED = 20;
  private final Pages pages;
  private final ContestDesk contest;
  private final Accounts accounts;

  /// Shows these.
  public PausePages(Pages pages, ContestDesk contest, Accounts accounts) {
    this.pages = pages;
    this.contest = contest;
    this.accounts = accounts;
  }

  @GetMapping("/pauses")
  ResponseEntity<String> show(
      HttpServletRequest request,
      @RequestParam(defaultValue = "PLATFORM") Pauses.Kind kind,
      @RequestParam(defaultValue = "") String value) {
    return show(request, new Pauses.Key(kind, value), "");
  }

  private ResponseEntity<String> show(HttpServletRequest request, Pauses.Key asked, String fault) {
    var values = new HashMap<String, Object>();
    values.put("who", WorkPages.who(request));
    values.put("fault", fault);
    values.put("kind", asked.kind());
    values.put("value", asked.value());
    boolean supervisor = is(request, Role.SUPERVISOR);
    boolean reviewer = is(request, Role.REVIEWER);
    values.put("mayPause", reviewer || supervisor);
    values.put(
        "open",
        JSON.valueToTree(
            contest.pauses().open().stream()
                .map(pause -> view(pause, supervisor || (reviewer && pause.isByPerson())))
                .toList()));
    values.put(
        "ended", JSON.valueToTree(contest.pauses().ended(ENDED).stream().map(this::view).toList()));
    return pages.page("PausesPage", values);
  }

  private Map<String, Object> view(Pauses.Pause pause, boolean may) {
    var view = new HashMap<>(ContestDesk.view(pause));
    view.put("mayResume", may);
    if (pause.key().kind() == Pauses.Kind.ATTESTER)
      view.put("value", name(UUID.fromString(pause.key().value())));
    if (pause.why() instanceof Pauses.Why.Person(var person, _)) view.put("by", name(person));
    return view;
  }

  private Map<String, Object> view(Pauses.Ended ended) {
    var view = view(ended.pause(), false);
    view.put("resumedAt", ended.at());
    view.put("resumedBy", name(ended.by()));
    view.put("cause", ended.cause());
    return view;
  }

  private String name(UUID person) {
    return accounts.person(new PersonId(person)).map(Person::name).orElse("somebody who left");
  }

  private static boolean is(HttpServletRequest request, Role role) {
    return Caller.of(request).asPerson().filter(person -> person.is(role)).isPresent();
  }

  @PostMapping("/pauses")
  ResponseEntity<String> pause(
      HttpServletRequest request,
      @RequestParam Pauses.Kind kind,
      @RequestParam String value,
      @RequestParam String reason) {
    var person = Caller.of(request).personWithOne(Role.REVIEWER, Role.SUPERVISOR).person();
    var key = new Pauses.Key(kind, value.strip());
    try {
      contest.pauses().pause(key, reason, person.id().value());
    } catch (Problem e) {
      return show(request, key, CasePages.inWords(e));
    }
    return CasePages.see(Links.to("/pauses"));
  }

  @PostMapping("/pauses/{id}/resume")
  ResponseEntity<String> resume(
      HttpServletRequest request, @PathVariable UUID id, @RequestParam String cause) {
    Caller.of(request).with(Scope.READ);
    var person = Caller.of(request).personWithOne(Role.REVIEWER, Role.SUPERVISOR).person();
    try {
      contest.resuming().resume(id, cause, person);
    } catch (Problem e) {
      return show(request, new Pauses.Key(Pauses.Kind.PLATFORM, ""), CasePages.inWords(e));
    }
    return CasePages.see(Links.to("/pauses"));
  }
}
