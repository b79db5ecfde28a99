package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.antiphon.accounts.Role;
import org.antiphon.intake.Intake;
import org.antiphon.intake.Tips;
import org.antiphon.problem.Problem;
import org.antiphon.server.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/// Where anybody tells us of an upload, without an account; and where people read it.
@Controller
public final class TipPages {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final Pages pages;
  private final Tips tips;
  private final Intake intake;

  /// Takes tips; adds what a person chose to what is examined.
  public TipPages(Pages pages, Tips tips, Intake intake) {
    this.pages = pages;
    this.tips = tips;
    this.intake = intake;
  }

  @GetMapping("/tip")
  ResponseEntity<String> form() {
    return form("", "", "", "");
  }

  private ResponseEntity<String> form(String fault, String receipt, String url, String words) {
    return pages.page(
        "TipPage", Map.of("fault", fault, "receipt", receipt, "url", url, "words", words));
  }

  @PostMapping("/tip")
  ResponseEntity<String> take(
      @RequestParam(defaultValue = "") String url,
      @RequestParam(defaultValue = "") String words,
      @RequestParam(defaultValue = "") String contact) {
    try {
      return form("", tips.take(url, words, contact), "", "");
    } catch (Problem e) {
      return form(e.what() + ": " + e.hint(), "", url, words);
    }
  }

  @GetMapping("/tips")
  ResponseEntity<String> all(HttpServletRequest request) {
    var who = WorkPages.who(request);
    Caller.of(request).personWith(Role.REVIEWER);
    return pages.page("TipsPage", Map.of("who", who, "tips", JSON.valueToTree(tips.open())));
  }

  /// What a person does with a tip.
  public enum Answer {
    EXAMINE,
    SET_ASIDE
  }

  @PostMapping("/tips/{id}")
  ResponseEntity<String> answer(
      HttpServletRequest request, @PathVariable UUID id, @RequestParam Answer answer) {
    Caller.of(request).personWith(Role.REVIEWER);
    for (var tip : tips.open())
      if (tip.id().equals(id)) {
        if (answer == Answer.EXAMINE) {
          var _ = intake.additions().url(URI.create(tip.url()));
        }
        tips.answered(id);
      }
    return CasePages.see(Links.to("/tips"));
  }
}
