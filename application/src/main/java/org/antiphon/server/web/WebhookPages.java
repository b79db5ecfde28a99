package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.antiphon.accounts.Role;
import org.antiphon.notification.EventType;
import org.antiphon.notification.Webhooks;
import org.antiphon.problem.Problem;
import org.antiphon.server.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/// Who is told what, how that goes, and what could not be told.
@Controller
public final class WebhookPages {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LAST = 10;
  private static final int PARKED = 50;
  private final Pages pages;
  private final Webhooks webhooks;

  /// Asks these.
  public WebhookPages(Pages pages, Webhooks webhooks) {
    this.pages = pages;
    this.webhooks = webhooks;
  }

  @GetMapping("/settings/webhooks")
  ResponseEntity<String> show(HttpServletRequest request) {
    return show(request, "", "");
  }

  private ResponseEntity<String> show(HttpServletRequest request, String fault, String secret) {
    var values = new HashMap<String, Object>();
    values.put("who", WorkPages.who(request));
    values.put("fault", fault);
    values.put("secret", secret);
    values.put(
        "administrator",
        Caller.of(request).asPerson().filter(it -> it.is(Role.ADMINISTRATOR)).isPresent());
    values.put("types", Arrays.stream(EventType.values()).map(EventType::wire).toList());
    values.put(
        "endpoints", JSON.valueToTree(webhooks.endpoints().stream().map(this::view).toList()));
    return pages.page("WebhooksPage", values);
  }

  private Map<String, Object> view(Webhooks.Endpoint endpoint) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", endpoint.id());
    view.put("url", endpoint.url());
    view.put("secret", endpoint.secret());
    view.put("events", endpoint.events().stream().sorted().toList());
    view.put("counts", webhooks.counts(endpoint.id()));
    view.put("last", lines(webhooks.deliveries(endpoint.id(), "", LAST)));
    view.put("dead", lines(webhooks.deliveries(endpoint.id(), "DEAD", PARKED)));
    return view;
  }

  private static List<Map<String, Object>> lines(List<Webhooks.Delivery> deliveries) {
    return deliveries.stream()
        .map(delivery -> {
          var line = new LinkedHashMap<String, Object>();
          line.put("sequence", delivery.sequence());
          line.put("event", delivery.event());
          line.put("type", delivery.type());
          line.put("state", delivery.state());
          line.put("attempts", delivery.attempts());
          line.put("lastAt", delivery.lastAt().map(Object::toString).orElse(null));
          line.put("lastAnswer", delivery.lastAnswer());
          line.put("nextAt", delivery.nextAt().map(Object::toString).orElse(null));
          return (Map<String, Object>) line;
        })
        .toList();
  }

  @PostMapping("/settings/webhooks")
  ResponseEntity<String> add(
      HttpServletRequest request,
      @RequestParam String url,
      @RequestParam(defaultValue = "") String secret,
      @RequestParam(defaultValue = "") Set<String> events) {
    var actor = Caller.of(request).personWith(Role.ADMINISTRATOR).actor();
    return made(request, () -> webhooks.add(url.strip(), secret.strip(), false, events, actor));
  }

  @PostMapping("/settings/webhooks/{id}/rotate")
  ResponseEntity<String> rotate(HttpServletRequest request, @PathVariable UUID id) {
    var actor = Caller.of(request).personWith(Role.ADMINISTRATOR).actor();
    return made(request, () -> webhooks.rotate(id, actor));
  }

  private ResponseEntity<String> made(HttpServletRequest request, Supplier<Webhooks.Made> deed) {
    try {
      Optional<String> secret = deed.get().secret();
      return secret.isPresent()
          ? show(request, "", secret.get())
          : CasePages.see(Links.to("/settings/webhooks"));
    } catch (Problem e) {
      return show(request, CasePages.inWords(e), "");
    }
  }

  @PostMapping("/settings/webhooks/{id}/remove")
  ResponseEntity<String> remove(HttpServletRequest request, @PathVariable UUID id) {
    var actor = Caller.of(request).personWith(Role.ADMINISTRATOR).actor();
    return after(request, () -> webhooks.remove(id, actor));
  }

  @PostMapping("/settings/webhooks/{id}/replay")
  ResponseEntity<String> replay(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).personWith(Role.ADMINISTRATOR);
    return after(request, () -> webhooks.replay(id));
  }

  private ResponseEntity<String> after(HttpServletRequest request, Runnable deed) {
    try {
      deed.run();
    } catch (Problem e) {
      return show(request, CasePages.inWords(e), "");
    }
    return CasePages.see(Links.to("/settings/webhooks"));
  }
}
