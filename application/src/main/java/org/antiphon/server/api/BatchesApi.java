package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.Role;
import org.antiphon.enforcement.attestation.AttestationRequest;
import org.antiphon.enforcement.attestation.Batches;
import org.antiphon.enforcement.cases.FairUse;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.server.BatchDesk;
import org.antiphon.server.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Lists that a person signs together. A person with a session alone; no key.
@RestController
public final class BatchesApi {
  private final BatchDesk desk;

  /// Asks `desk`.
  public BatchesApi(BatchDesk desk) {
    this.desk = desk;
  }

  /// A signature over a list.
  ///
  /// @param root of the list that was shown
  /// @param affirmed ids of the sentences that the person affirmed: all of them
  public record Signing(
      String root, String typedName, Set<String> affirmed, @Nullable FairUse fairUse) {}

  /// Which way a notice goes.
  public record Dropping(UUID notice, Batches.Drop drop) {}

  @GetMapping("/api/v1/batches")
  Map<String, Object> all(HttpServletRequest request) {
    return desk.all(attester(request).person().id());
  }

  /// Draws up the cases that are alike, at most 500.
  @PostMapping("/api/v1/batches")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> draw(HttpServletRequest request, @RequestBody Batches.Alike alike) {
    var person = attester(request).person().id();
    return desk.whole(desk.batches().draw(alike, person).id(), person);
  }

  @GetMapping("/api/v1/batches/{id}")
  Map<String, Object> one(HttpServletRequest request, @PathVariable UUID id) {
    return desk.whole(id, attester(request).person().id());
  }

  @PostMapping("/api/v1/batches/{id}/drop")
  Map<String, Object> drop(
      HttpServletRequest request, @PathVariable UUID id, @RequestBody Dropping asked) {
    var person = attester(request).person().id();
    desk.batches().drop(id, person, new NoticeId(asked.notice()), asked.drop());
    return desk.whole(id, person);
  }

  @PostMapping("/api/v1/batches/{id}/attestation")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> attest(
      HttpServletRequest request, @PathVariable UUID id, @RequestBody Signing asked) {
    var caller = attester(request);
    var person = caller.person().id();
    desk.requireAffirmed(id, person, asked.affirmed() == null ? Set.of() : asked.affirmed());
    var shown = desk.shown(id, person, Fields.required("root", asked.root()));
    var signed =
        desk.sign(
            id,
            new AttestationRequest(
                caller.session(),
                Fields.required("typedName", asked.typedName()),
                shown,
                desk.dropped(id, person),
                Optional.ofNullable(asked.fairUse())));
    return Map.of(
        "attestation", signed.id(), "statementSha256", signed.statementSha256(), "at", signed.at());
  }

  private static Caller.PersonCaller attester(HttpServletRequest request) {
    return Caller.of(request).personWith(Role.ATTESTER);
  }
}
