package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.ApiKey;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Scope;
import org.antiphon.database.Database;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// People and keys, for administrators.
@RestController
public final class PeopleApi {
  private final Accounts accounts;
  private final Database database;

  /// Changes in one transaction each.
  public PeopleApi(Accounts accounts, Database database) {
    this.accounts = accounts;
    this.database = database;
  }

  /// A new person.
  public record NewPerson(
      String name, String title, String email, String password, Set<Role> roles) {}

  /// A new key.
  public record NewKey(String name, Set<Scope> scopes) {}

  @GetMapping("/api/v1/people")
  Map<String, Object> people(HttpServletRequest request) {
    Caller.of(request).with(Scope.ADMINISTER);
    return Map.of("items", accounts.people().stream().map(SessionsApi::view).toList());
  }

  @PostMapping("/api/v1/people")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> add(HttpServletRequest request, @RequestBody NewPerson asked) {
    Caller.of(request).personWith(Role.ADMINISTRATOR);
    return database.inTransaction(() -> {
      var person =
          accounts.createPerson(
              Fields.required("name", asked.name()),
              Fields.required("title", asked.title()),
              Fields.required("email", asked.email()),
              asked.roles());
      accounts.setPassword(person.id(), Fields.required("password", asked.password()));
      return SessionsApi.view(person);
    });
  }

  @GetMapping("/api/v1/keys")
  Map<String, Object> keys(HttpServletRequest request) {
    Caller.of(request).with(Scope.ADMINISTER);
    return Map.of("items", accounts.apiKeys().stream().map(PeopleApi::view).toList());
  }

  @PostMapping("/api/v1/keys")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> issue(HttpServletRequest request, @RequestBody NewKey asked) {
    var by = Caller.of(request).personWith(Role.ADMINISTRATOR);
    if (asked.scopes() == null || asked.scopes().isEmpty())
      throw new InvalidInput(
          "REQUIRED",
          "/scopes",
          "a key without scopes opens nothing",
          "give " + List.of(Scope.values()));
    var issued =
        accounts.issueApiKey(Fields.required("name", asked.name()), asked.scopes(), by.actor());
    return Map.of("id", issued.key().id(), "name", issued.key().name(), "secret", issued.secret());
  }

  @DeleteMapping("/api/v1/keys/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(HttpServletRequest request, @PathVariable UUID id) {
    var by = Caller.of(request).personWith(Role.ADMINISTRATOR);
    if (!accounts.revokeApiKey(id, by.actor()))
      throw new Refused("NOT_FOUND", id.toString(), "there is no such key", "GET /api/v1/keys");
  }

  private static Map<String, Object> view(ApiKey key) {
    return Map.of(
        "id", key.id(),
        "name", key.name(),
        "scopes", key.scopes(),
        "createdAt", key.createdAt());
  }
}
