package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Scope;
import org.antiphon.enforcement.attestation.AttestationRequest;
import org.antiphon.enforcement.cases.CaseFilter;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Decision;
import org.antiphon.enforcement.cases.FairUse;
import org.antiphon.enforcement.contest.Retractions;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.problem.InvalidInput;
import org.antiphon.server.Caller;
import org.antiphon.server.CaseDesk;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Cases: look at them, decide them, hear them, sign. Reading and deciding need a scope; drawing up
/// and signing need a person.
@RestController
public final class CasesApi {
  private final CaseDesk desk;

  /// Asks `desk`, which holds the doors of enforcement.
  public CasesApi(CaseDesk desk) {
    this.desk = desk;
  }

  /// A decision.
  public record Deciding(Decision.Kind decision, String reason, @Nullable FairUse fairUse) {}

  /// Seconds of both sounds that a person's players have played.
  public record Heard(double uploadSeconds, double recordingSeconds) {}

  /// A signature.
  ///
  /// @param documentSha256 of the draft that was shown
  /// @param typedName the full name
  /// @param affirmed ids of the sentences that the person affirmed: all of them
  /// @param fairUse the consideration, where none is recorded yet
  public record Signing(
      String documentSha256, String typedName, Set<String> affirmed, @Nullable FairUse fairUse) {}

  /// Why the notices of a case are taken back.
  public record Taking(Retractions.@Nullable Cause cause, String reason) {}

  @GetMapping("/api/v1/cases")
  ResponseEntity<Map<String, Object>> list(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable Set<CaseState> state,
      @RequestParam(required = false) @Nullable String platform,
      @RequestParam(required = false) @Nullable String recording,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit) {
    Caller.of(request).with(Scope.READ);
    var filter =
        new CaseFilter(
            state == null ? Set.of() : state,
            Optional.ofNullable(platform),
            Optional.ofNullable(recording));
    var found =
        desk.cases().page(filter, Cursor.read(cursor).map(CaseId::new), Fields.limit(limit));
    return Cursor.page(request, found, desk::line, each -> each.id().value(), limit);
  }

  @GetMapping("/api/v1/cases/{id}")
  ResponseEntity<Map<String, Object>> one(HttpServletRequest request, @PathVariable String id) {
    var whole = desk.whole(CaseId.parse(id), Caller.of(request).with(Scope.READ));
    var tag = Fields.tag(whole);
    if (Tags.isKnown(request, tag))
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build();
    return ResponseEntity.ok().eTag(tag).body(Fields.chosen(request, whole));
  }

  /// Changes a case as the caller saw it. The comparison and the change are one transaction under
  /// the lock of the case: of several who saw the same, one changes it, and the others are refused.
  private <T> T changing(HttpServletRequest request, String id, Function<CaseId, T> change) {
    var about = CaseId.parse(id);
    if (request.getHeader("If-Match") == null) return change.apply(about);
    return desk.cases()
        .whileLocked(
            about,
            () -> {
              Fields.unchanged(request, desk.whole(about, Caller.of(request)));
              return change.apply(about);
            });
  }

  @PostMapping("/api/v1/cases/{id}/review")
  Map<String, Object> review(
      HttpServletRequest request, @PathVariable String id, @RequestBody Deciding asked) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person().id().value();
    if (asked.decision() == null)
      throw new InvalidInput(
          "REQUIRED", "/decision", "no decision", "give " + List.of(Decision.Kind.values()));
    return changing(
        request,
        id,
        about -> {
          if (asked.fairUse() != null) desk.review().consider(about, asked.fairUse(), person);
          desk.review()
              .decide(about, asked.decision(), Fields.required("reason", asked.reason()), person);
          return desk.whole(about);
        });
  }

  /// Adds to what the person has heard of a case, and answers with all of it.
  @PostMapping("/api/v1/cases/{id}/heard")
  Heard heard(HttpServletRequest request, @PathVariable String id, @RequestBody Heard heard) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    desk.heard(CaseId.parse(id), person.id(), heard.uploadSeconds(), heard.recordingSeconds());
    var all = desk.attestation().heardOf(CaseId.parse(id), person.id());
    return new Heard(all.uploadSeconds(), all.recordingSeconds());
  }

  /// Draws the notice up for the person who asks: what is shown is what would be sent.
  @PostMapping("/api/v1/cases/{id}/draft")
  Map<String, Object> draft(HttpServletRequest request, @PathVariable String id) {
    var person = Caller.of(request).personWith(Role.ATTESTER).person();
    return changing(request, id, about -> desk.draft(about, person.id()));
  }

  /// Orders the notices of a case back; the platform is asked until it confirms.
  @PostMapping("/api/v1/cases/{id}/retraction")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, Object> retract(
      HttpServletRequest request, @PathVariable String id, @RequestBody Taking asked) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    var cause = asked.cause() == null ? Retractions.Cause.ERROR : asked.cause();
    return changing(
        request,
        id,
        about -> {
          desk.retract(about, cause, Fields.required("reason", asked.reason()), person);
          return desk.whole(about);
        });
  }

  @PostMapping("/api/v1/cases/{id}/attestation")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> attest(
      HttpServletRequest request, @PathVariable String id, @RequestBody Signing asked) {
    var caller = Caller.of(request).personWith(Role.ATTESTER);
    return changing(request, id, about -> attest(caller, about, asked));
  }

  private Map<String, Object> attest(Caller.PersonCaller caller, CaseId about, Signing asked) {
    desk.requireAffirmed(about, asked.affirmed() == null ? Set.of() : asked.affirmed());
    var draft = desk.openDraft(about);
    var signed =
        desk.attestation()
            .attest(
                new AttestationRequest(
                    caller.session(),
                    Fields.required("typedName", asked.typedName()),
                    List.of(
                        new AttestationRequest.Shown(
                            draft, Fields.required("documentSha256", asked.documentSha256()))),
                    Set.<NoticeId>of(),
                    Optional.ofNullable(asked.fairUse())));
    return Map.of(
        "attestation", signed.id(), "statementSha256", signed.statementSha256(), "at", signed.at());
  }
}
