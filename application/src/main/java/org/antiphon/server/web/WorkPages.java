package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.antiphon.accounts.Scope;
import org.antiphon.server.Caller;
import org.antiphon.server.Overview;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The overview, live.
@Controller
public final class WorkPages {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Pages pages;
  private final Overview overview;

  /// Asks the rooms' doors; adds no rule.
  public WorkPages(Pages pages, Overview overview) {
    this.pages = pages;
    this.overview = overview;
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
}
