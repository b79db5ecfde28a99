package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.PersonId;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Scope;
import org.antiphon.database.Database;
import org.antiphon.enforcement.basis.LawBook;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/// Who may do what, which programs may ask, and by which rules the machine decides.
@Controller
public final class SettingsPages {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final Pages pages;
  private final Accounts accounts;
  private final Database database;

  /// Changes people in one transaction each.
  public SettingsPages(Pages pages, Accounts accounts, Database database) {
    this.pages = pages;
    this.accounts = accounts;
    this.database = database;
  }

  @GetMapping("/settings")
  ResponseEntity<String> settings(HttpServletRequest request) {
    return show(request, "", "");
  }

  private ResponseEntity<String> show(HttpServletRequest request, String fault, String secret) {
    var values = new HashMap<String, Object>();
    values.put("who", WorkPages.who(request));
    values.put("fault", fault);
    values.put("secret", secret);
    boolean administrator =
        Caller.of(request).asPerson().filter(it -> it.is(Role.ADMINISTRATOR)).isPresent();
    values.put("administrator", administrator);
    var view = new LinkedHashMap<String, Object>();
    view.put(
        "people",
        accounts.people().stream()
            .map(person ->
                Map.of(
                    "id", person.id().toString(),
                    "name", person.name(),
                    "title", person.title(),
                    "email", administrator ? person.email() : "",
                    "roles", person.roles()))
            .toList());
    view.put("keys", administrator ? accounts.apiKeys() : List.of());
    var law = LawBook.bundled();
    view.put("laws", law.laws());
    view.put("thresholds", law.thresholds());
    view.put("sha256", law.sha256());
    values.put("roles", List.of(Role.values()));
    values.put("scopes", List.of(Scope.values()));
    values.put("s", JSON.valueToTree(view));
    return pages.page("SettingsPage", values);
  }

  @PostMapping("/settings/people")
  ResponseEntity<String> add(
      HttpServletRequest request,
      @RequestParam String name,
      @RequestParam String title,
      @RequestParam String email,
      @RequestParam String password,
      @RequestParam(defaultValue = "") Set<Role> roles) {
    Caller.of(request).personWith(Role.ADMINISTRATOR);
    return after(
        request,
        () ->
            database.inTransaction(() -> {
              var person = accounts.createPerson(name, title, email, roles);
              accounts.setPassword(person.id(), password);
            }));
  }

  @PostMapping("/settings/people/{id}/roles")
  ResponseEntity<String> roles(
      HttpServletRequest request,
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") Set<Role> roles) {
    var caller = Caller.of(request).personWith(Role.ADMINISTRATOR);
    return after(
        request,
        () -> {
          var person = new PersonId(id);
          if (person.equals(caller.person().id()) && !roles.contains(Role.ADMINISTRATOR))
            throw new Refused(
                "LAST_ADMINISTRATOR",
                "roles",
                "you would lock yourself out",
                "let another administrator do it");
          var wanted = EnumSet.noneOf(Role.class);
          wanted.addAll(roles);
          database.inTransaction(() -> accounts.setRoles(person, wanted, caller.actor()));
        });
  }

  @PostMapping("/settings/keys")
  ResponseEntity<String> issue(
      HttpServletRequest request,
      @RequestParam String name,
      @RequestParam(defaultValue = "") Set<Scope> scopes) {
    var caller = Caller.of(request).personWith(Role.ADMINISTRATOR);
    try {
      if (scopes.isEmpty())
        throw new Refused("REQUIRED", "scopes", "a key without scopes opens nothing", "tick one");
      return show(request, "", accounts.issueApiKey(name, scopes, caller.actor()).secret());
    } catch (Problem e) {
      return show(request, CasePages.inWords(e), "");
    }
  }

  @PostMapping("/settings/keys/{id}/revoke")
  ResponseEntity<String> revoke(HttpServletRequest request, @PathVariable UUID id) {
    var caller = Caller.of(request).personWith(Role.ADMINISTRATOR);
    return after(
        request,
        () -> {
          if (!accounts.revokeApiKey(id, caller.actor()))
            throw new Refused("NOT_FOUND", id.toString(), "there is no such key", "reload");
        });
  }

  private ResponseEntity<String> after(HttpServletRequest request, Runnable deed) {
    try {
      deed.run();
    } catch (Problem e) {
      return show(request, CasePages.inWords(e), "");
    }
    return CasePages.see(Links.to("/settings"));
  }
}
