package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.antiphon.accounts.Role;
import org.antiphon.server.Caller;
import org.antiphon.server.PlatformDesk;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
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
    var who = WorkPages.who(request);
    boolean may =
        Caller.of(request).asPerson().filter(person -> person.is(Role.REVIEWER)).isPresent();
    return pages.page(
        "PlatformsPage", Map.of("who", who, "mayPause", may, "rows", JSON.valueToTree(desk.all())));
  }
}
