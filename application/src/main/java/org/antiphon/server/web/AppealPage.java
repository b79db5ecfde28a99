package org.antiphon.server.web;

import java.util.List;
import java.util.Map;
import org.antiphon.enforcement.contest.Appeals;
import org.antiphon.problem.InvalidInput;
import org.antiphon.server.CaseDesk;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/// The address that a notice names for whoever disagrees: what was matched, exactly, and a form.
/// Public; shows nothing that the notice does not say.
@Controller
public final class AppealPage {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final Pages pages;
  private final Appeals appeals;
  private final CaseDesk desk;

  /// Asks contest and the case.
  public AppealPage(Pages pages, Appeals appeals, CaseDesk desk) {
    this.pages = pages;
    this.appeals = appeals;
    this.desk = desk;
  }

  @GetMapping("/appeal/{key}")
  ResponseEntity<String> show(@PathVariable String key) {
    return show(key, "", false);
  }

  @PostMapping("/appeal/{key}")
  ResponseEntity<String> take(
      @PathVariable String key,
      @RequestParam Appeals.Ground ground,
      @RequestParam(defaultValue = "") String words,
      @RequestParam(defaultValue = "") String contact) {
    try {
      appeals.receive(key, ground, words, contact);
    } catch (InvalidInput e) {
      return show(key, e.what() + ".", false);
    }
    return show(key, "", true);
  }

  private ResponseEntity<String> show(String key, String fault, boolean taken) {
    var notice = appeals.notice(key);
    var whole = JSON.valueToTree(desk.whole(notice.about()));
    return pages.page(
        "AppealPage",
        Map.of(
            "key", key,
            "c", whole,
            "state", notice.state().name(),
            "evidence", notice.evidenceSha256(),
            "grounds", List.of(Appeals.Ground.values()),
            "fault", fault,
            "taken", taken));
  }
}
