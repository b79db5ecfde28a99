package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.antiphon.accounts.Role;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.network.graph.Fallen;
import org.antiphon.problem.Problem;
import org.antiphon.server.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/// What hangs on something that fell, and waits for a person.
@Controller
public final class FallenPages {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final Pages pages;
  private final Fallen fallen;

  /// Shows these.
  public FallenPages(Pages pages, Fallen fallen) {
    this.pages = pages;
    this.fallen = fallen;
  }

  @GetMapping("/consequences")
  ResponseEntity<String> show(HttpServletRequest request) {
    return show(request, "");
  }

  private ResponseEntity<String> show(HttpServletRequest request, String fault) {
    var values = new HashMap<String, Object>();
    values.put("who", WorkPages.who(request));
    values.put("fault", fault);
    values.put(
        "mayDo",
        Caller.of(request).asPerson().filter(person -> person.is(Role.REVIEWER)).isPresent());
    values.put("tasks", JSON.valueToTree(fallen.open().stream().map(FallenPages::view).toList()));
    return pages.page("FallenPage", values);
  }

  private static Map<String, Object> view(Fallen.Task task) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", task.id());
    view.put("reason", task.reason().toString());
    view.put("why", fell(task.why()));
    view.put("about", task.about().toString());
    view.put("what", asked(task.what()));
    view.put("case", task.of().map(CaseId::toString).orElse(null));
    view.put("at", task.at().toString());
    return view;
  }

  private static String fell(String kind) {
    return switch (kind) {
      case "recording.removed" -> "left the catalogue";
      case "exclusion.added" -> "has a part that is not ours to claim";
      default -> "is taken back";
    };
  }

  private static String asked(Fallen.What what) {
    return switch (what) {
      case LOOK_AGAIN -> "Look again: is what is left enough for a case?";
      case RETRACT -> "Take the notice back, or say why it stands.";
      case TELL -> "It was told to partners: take it back there, or say why it stands.";
    };
  }

  @PostMapping("/consequences/{id}")
  ResponseEntity<String> done(
      HttpServletRequest request, @PathVariable UUID id, @RequestParam String words) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    try {
      fallen.done(id, person.id().value(), words);
    } catch (Problem e) {
      return show(request, CasePages.inWords(e));
    }
    return CasePages.see(Links.to("/consequences"));
  }
}
