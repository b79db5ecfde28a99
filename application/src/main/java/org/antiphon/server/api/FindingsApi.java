package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Scope;
import org.antiphon.enforcement.cases.Finding;
import org.antiphon.problem.InvalidInput;
import org.antiphon.server.Caller;
import org.antiphon.server.FindingDesk;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What persons found about uploads where no examiner can tell: a voice alike, a song performed.
@RestController
public final class FindingsApi {
  private final FindingDesk desk;

  /// Asks `desk`.
  public FindingsApi(FindingDesk desk) {
    this.desk = desk;
  }

  /// A finding.
  ///
  /// @param about an artist of the roster (VOICE) or the id of a recording (SONG)
  /// @param reason what the person heard
  public record Stating(Finding.@Nullable Kind kind, String about, String reason) {}

  /// Why one is taken back.
  public record Withdrawing(String reason) {}

  @GetMapping("/api/v1/uploads/{id}/findings")
  Map<String, Object> of(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).with(Scope.READ);
    return Map.of("items", desk.of(id));
  }

  /// Stores it; the answer names the cases that follow, refused ones too.
  @PostMapping("/api/v1/uploads/{id}/findings")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> state(
      HttpServletRequest request, @PathVariable UUID id, @RequestBody Stating asked) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    if (asked.kind() == null)
      throw new InvalidInput(
          "REQUIRED", "/kind", "no kind", "give one of " + List.of(Finding.Kind.values()));
    var cases =
        desk.state(
            id,
            asked.kind(),
            Fields.required("about", asked.about()),
            Fields.required("reason", asked.reason()),
            person);
    return Map.of("items", desk.of(id), "cases", cases);
  }

  @PostMapping("/api/v1/findings/{id}/withdrawal")
  Map<String, Object> withdraw(
      HttpServletRequest request, @PathVariable UUID id, @RequestBody Withdrawing asked) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    return desk.withdraw(id, Fields.required("reason", asked.reason()), person);
  }
}
