package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.antiphon.accounts.Role;
import org.antiphon.problem.Problem;
import org.antiphon.server.Caller;
import org.antiphon.server.PlatformDesk;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/// How platforms do, and what is being tried again.
@Controller
public final class PlatformPages {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final Pages pages;
  private final PlatformDesk desk;

  /// Asks the desk.
  public PlatformPages(Pages pages, PlatformDesk desk) {
    this.pages = pages;
    this.desk = desk;
  }

  @GetMapping("/platforms")
  ResponseEntity<String> all(HttpServletRequest request) {
    return show(request, "");
  }

  private ResponseEntity<String> show(HttpServletRequest request, String fault) {
    var who = WorkPages.who(request);
    boolean may =
        Caller.of(request).asPerson().filter(person -> person.is(Role.REVIEWER)).isPresent();
    return pages.page(
        "PlatformsPage",
        Map.of("who", who, "fault", fault, "mayPause", may, "rows", JSON.valueToTree(desk.all())));
  }

  @PostMapping("/platforms/{id}/pause")
  ResponseEntity<String> pause(
      HttpServletRequest request, @PathVariable String id, @RequestParam String reason) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    return after(request, () -> desk.pause(id, reason, person.id()));
  }

  @PostMapping("/platforms/{id}/resume")
  ResponseEntity<String> resume(
      HttpServletRequest request, @PathVariable String id, @RequestParam String reason) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    return after(request, () -> desk.resume(id, reason, person.id()));
  }

  private ResponseEntity<String> after(HttpServletRequest request, Runnable deed) {
    try {
      deed.run();
    } catch (Problem e) {
      return show(request, CasePages.inWords(e));
    }
    return CasePages.see(Links.to("/platforms"));
  }
}
