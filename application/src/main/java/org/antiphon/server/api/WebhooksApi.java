package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Scope;
import org.antiphon.notification.EventType;
import org.antiphon.notification.Webhooks;
import org.antiphon.server.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Where events go, and what came of sending them. Only an administrator changes it.
@RestController
public final class WebhooksApi {
  private final Webhooks webhooks;

  /// Asks these.
  public WebhooksApi(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  /// An address for events.
  ///
  /// @param secret `file:/path`; absent: one is made, and shown once
  /// @param events names of types; absent or empty: all
  public record NewEndpoint(
      @Nullable String url,
      @Nullable String secret,
      boolean simulated,
      @Nullable Set<String> events) {}

  @PostMapping("/api/v1/webhooks")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> add(HttpServletRequest request, @RequestBody NewEndpoint asked) {
    var caller = Caller.of(request).personWith(Role.ADMINISTRATOR);
    return view(
        webhooks.add(
            Fields.required("url", asked.url()),
            asked.secret() == null ? "" : asked.secret(),
            asked.simulated(),
            asked.events() == null ? Set.of() : asked.events(),
            caller.actor()));
  }

  @GetMapping("/api/v1/webhooks")
  Map<String, Object> all(HttpServletRequest request) {
    Caller.of(request).with(Scope.ADMINISTER);
    return Map.of(
        "items",
        webhooks.endpoints().stream().map(this::whole).toList(),
        "types",
        Arrays.stream(EventType.values()).map(EventType::wire).toList());
  }

  @DeleteMapping("/api/v1/webhooks/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(HttpServletRequest request, @PathVariable UUID id) {
    webhooks.remove(id, Caller.of(request).personWith(Role.ADMINISTRATOR).actor());
  }

  @PostMapping("/api/v1/webhooks/{id}/rotation")
  Map<String, Object> rotate(HttpServletRequest request, @PathVariable UUID id) {
    return view(webhooks.rotate(id, Caller.of(request).personWith(Role.ADMINISTRATOR).actor()));
  }

  @GetMapping("/api/v1/webhooks/{id}/deliveries")
  Map<String, List<Webhooks.Delivery>> deliveries(
      HttpServletRequest request,
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "100") int limit) {
    Caller.of(request).with(Scope.ADMINISTER);
    return Map.of("items", webhooks.deliveries(webhooks.get(id).id(), state, Fields.limit(limit)));
  }

  @PostMapping("/api/v1/webhooks/{id}/replay")
  Map<String, Object> replay(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).personWith(Role.ADMINISTRATOR);
    return Map.of("again", webhooks.replay(id));
  }

  private static Map<String, Object> view(Webhooks.Made made) {
    var view = view(made.endpoint());
    made.secret().ifPresent(secret -> view.put("secretOnce", secret));
    return view;
  }

  private static Map<String, Object> view(Webhooks.Endpoint endpoint) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", endpoint.id());
    view.put("url", endpoint.url());
    view.put("secret", endpoint.secret());
    view.put("simulated", endpoint.simulated());
    view.put("events", endpoint.events().stream().sorted().toList());
    return view;
  }

  private Map<String, Object> whole(Webhooks.Endpoint endpoint) {
    var view = view(endpoint);
    view.put("counts", webhooks.counts(endpoint.id()));
    return view;
  }
}
