package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Scope;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.enforcement.contest.Appeal;
import org.antiphon.enforcement.contest.CounterNotices;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.antiphon.server.CaseDesk;
import org.antiphon.server.ContestDesk;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Objections, counter-notices, pauses, holds. What a person wrote is read by those roles alone
/// that answer it; each act needs a person with its role.
@RestController
public final class ContestApi {
  private final ContestDesk contest;
  private final CaseDesk desk;

  /// Asks these.
  public ContestApi(ContestDesk contest, CaseDesk desk) {
    this.contest = contest;
    this.desk = desk;
  }

  /// An answer to an objection.
  public record Answering(Appeal.@Nullable Decision decision, @Nullable String reasons) {}

  /// A counter-notice as it was forwarded.
  ///
  /// @param zone of the agent who received it; absent: America/New_York
  public record Receiving(
      @Nullable Instant receivedAt, @Nullable String zone, @Nullable String text) {}

  /// What follows from a counter-notice.
  public record Judging(CounterNotices.@Nullable State state, @Nullable String reason) {}

  /// What a person keeps back, and why.
  public record Pausing(
      Pauses.@Nullable Kind kind, @Nullable String value, @Nullable String reason) {}

  /// Why sending goes on.
  public record Going(@Nullable String cause) {}

  /// Cases that a second attester releases.
  public record Releasing(@Nullable List<String> cases) {}

  @GetMapping("/api/v1/appeals")
  Map<String, Object> appeals(HttpServletRequest request) {
    boolean answers =
        Caller.of(request)
            .with(Scope.READ)
            .asPerson()
            .filter(person -> person.is(Role.APPEAL_REVIEWER) || person.is(Role.LEGAL))
            .isPresent();
    return Map.of(
        "items",
        contest.appeals().unanswered().stream()
            .map(appeal -> answers ? ContestDesk.whole(appeal) : ContestDesk.line(appeal))
            .toList());
  }

  @PostMapping("/api/v1/appeals/{id}/answer")
  Map<String, Object> answer(
      HttpServletRequest request, @PathVariable UUID id, @RequestBody Answering asked) {
    var person = Caller.of(request).personWith(Role.APPEAL_REVIEWER).person();
    if (asked.decision() == null)
      throw new InvalidInput("REQUIRED", "/decision", "no decision", "UPHELD or REJECTED");
    return ContestDesk.line(
        contest
            .appeals()
            .decide(id, asked.decision(), Fields.required("reasons", asked.reasons()), person));
  }

  @DeleteMapping("/api/v1/appeals/{id}/personal-data")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void forget(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).personWith(Role.LEGAL);
    contest.appeals().erase(id, "request of the person");
  }

  @GetMapping("/api/v1/counter-notices")
  Map<String, Object> counterNotices(HttpServletRequest request) {
    Caller.of(request).with(Scope.READ);
    return Map.of(
        "items", contest.counterNotices().open().stream().map(ContestDesk::view).toList());
  }

  @PostMapping("/api/v1/notices/{id}/counter-notices")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> receive(
      HttpServletRequest request, @PathVariable UUID id, @RequestBody Receiving asked) {
    var person = either(request, Role.LEGAL, Role.REVIEWER);
    if (asked.receivedAt() == null)
      throw new InvalidInput("REQUIRED", "/receivedAt", "no time", "when the agent received it");
    var forwarded =
        new CounterNotices.Forwarded(
            asked.receivedAt(),
            Optional.ofNullable(asked.zone()).map(ZoneId::of),
            Fields.required("text", asked.text()));
    return ContestDesk.view(
        contest.counterNotices().receive(new NoticeId(id), forwarded, Optional.of(person)));
  }

  @PostMapping("/api/v1/counter-notices/{id}/decision")
  Map<String, Object> judge(
      HttpServletRequest request, @PathVariable UUID id, @RequestBody Judging asked) {
    var person = Caller.of(request).personWith(Role.LEGAL).person();
    if (asked.state() == null)
      throw new InvalidInput("REQUIRED", "/state", "no state", "STANDS, INVALID or SUIT");
    return ContestDesk.view(
        contest
            .counterNotices()
            .decide(id, asked.state(), Fields.required("reason", asked.reason()), person));
  }

  @GetMapping("/api/v1/counter-notices/{id}/text")
  Map<String, Object> text(HttpServletRequest request, @PathVariable UUID id) {
    var person = Caller.of(request).personWith(Role.LEGAL).person();
    return Map.of(
        "text",
        contest
            .counterNotices()
            .text(id, person)
            .orElseThrow(() ->
                new Refused("NOT_FOUND", "counter-notice " + id, "erased", "its dates stay")));
  }

  @DeleteMapping("/api/v1/counter-notices/{id}/personal-data")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void erase(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).personWith(Role.LEGAL);
    contest.counterNotices().erase(id, "request of the person");
  }

  @GetMapping("/api/v1/pauses")
  Map<String, Object> pauses(HttpServletRequest request) {
    Caller.of(request).with(Scope.READ);
    return Map.of("items", contest.pauses().open().stream().map(ContestDesk::view).toList());
  }

  @PostMapping("/api/v1/pauses")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> pause(HttpServletRequest request, @RequestBody Pausing asked) {
    var person = Caller.of(request).personWithOne(Role.REVIEWER, Role.SUPERVISOR).person();
    var key = new Pauses.Key(kind(asked), Fields.required("value", asked.value()));
    contest.pauses().pause(key, Fields.required("reason", asked.reason()), person.id().value());
    return contest.pauses().open().stream()
        .filter(pause -> pause.key().equals(key) && pause.isByPerson())
        .findFirst()
        .map(ContestDesk::view)
        .orElseThrow();
  }

  private static Pauses.Kind kind(Pausing asked) {
    if (asked.kind() != null) return asked.kind();
    throw new InvalidInput(
        "REQUIRED", "/kind", "kind is missing", "give PLATFORM, RULE, MANDATE or ATTESTER");
  }

  @PostMapping("/api/v1/pauses/{id}/resumption")
  Map<String, Object> resume(
      HttpServletRequest request, @PathVariable UUID id, @RequestBody Going asked) {
    var person = Caller.of(request).personWithOne(Role.REVIEWER, Role.SUPERVISOR).person();
    return Map.of(
        "ready", contest.resuming().resume(id, Fields.required("cause", asked.cause()), person));
  }

  @GetMapping("/api/v1/holds")
  Map<String, Object> holds(HttpServletRequest request) {
    Caller.of(request).with(Scope.READ);
    return Map.of("cases", contest.held(desk).stream().map(CaseId::value).toList());
  }

  @PostMapping("/api/v1/holds/release")
  Map<String, Object> release(HttpServletRequest request, @RequestBody Releasing asked) {
    var person = Caller.of(request).personWith(Role.ATTESTER).person();
    var cases = asked.cases() == null ? List.<String>of() : asked.cases();
    contest.holds().release(cases.stream().map(CaseId::parse).toList(), person.id().value());
    return Map.of("released", cases.size());
  }

  private static Person either(HttpServletRequest request, Role one, Role other) {
    var person = Caller.of(request).asPerson();
    return person
        .filter(found -> found.is(one))
        .orElseGet(() -> Caller.of(request).personWith(other).person());
  }
}
