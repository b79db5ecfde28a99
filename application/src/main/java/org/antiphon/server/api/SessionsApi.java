package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;
import org.antiphon.database.Database;
import org.antiphon.problem.Refused;
import org.antiphon.server.AccessFilter;
import org.antiphon.server.Caller;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Who is there: the first person by the one-time link, logins, and the password once more before
/// something is signed.
@RestController
public final class SessionsApi {
  private final Accounts accounts;
  private final Database database;

  /// Changes people in one transaction each.
  public SessionsApi(Accounts accounts, Database database) {
    this.accounts = accounts;
    this.database = database;
  }

  /// The first person of an installation.
  public record Setup(String token, String name, String title, String email, String password) {}

  /// A login.
  public record Login(String email, String password) {}

  /// A password once more.
  public record Again(String password) {}

  @PostMapping("/api/v1/setup")
  ResponseEntity<Map<String, Object>> setUp(@RequestBody Setup setup) {
    database.inTransaction(() -> {
      if (!accounts.logins().spendSetup(Fields.required("token", setup.token())))
        throw new Refused(
            "FORBIDDEN",
            "token",
            "the set-up link is spent or too old",
            "start the server again: it prints a new one while nobody is registered");
      var person =
          accounts.createPerson(
              Fields.required("name", setup.name()),
              Fields.required("title", setup.title()),
              Fields.required("email", setup.email()),
              EnumSet.allOf(Role.class));
      accounts.setPassword(person.id(), Fields.required("password", setup.password()));
    });
    return open(new Login(setup.email(), setup.password()));
  }

  @PostMapping("/api/v1/sessions")
  ResponseEntity<Map<String, Object>> open(@RequestBody Login login) {
    var opened =
        accounts
            .login(
                Fields.required("email", login.email()),
                Fields.required("password", login.password()))
            .orElseThrow(SessionsApi::wrong);
    var person = accounts.person(opened.session().person()).orElseThrow();
    return ResponseEntity.status(HttpStatus.CREATED)
        .header(HttpHeaders.SET_COOKIE, AccessFilter.cookie(opened.secret(), Duration.ofHours(12)))
        .body(Map.of("person", view(person), "expiresAt", opened.session().expiresAt()));
  }

  private static Refused wrong() {
    return new Refused(
        "UNAUTHENTICATED",
        "email, password",
        "address or password is wrong",
        "try again; after some wrong tries the account rests for a while");
  }

  @PostMapping("/api/v1/sessions/current/reauthentication")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void again(HttpServletRequest request, @RequestBody Again again) {
    if (!(Caller.of(request) instanceof Caller.PersonCaller caller)) throw wrong();
    var password = Fields.required("password", again.password());
    if (accounts.reauthenticate(caller.secret(), password).isEmpty()) throw wrong();
  }

  @DeleteMapping("/api/v1/sessions/current")
  ResponseEntity<Void> close(HttpServletRequest request) {
    if (Caller.of(request) instanceof Caller.PersonCaller caller)
      accounts.logins().logout(caller.secret());
    return ResponseEntity.noContent()
        .header(HttpHeaders.SET_COOKIE, AccessFilter.cookie("", Duration.ZERO))
        .build();
  }

  @GetMapping("/api/v1/me")
  Map<String, Object> me(HttpServletRequest request) {
    var caller = Caller.of(request);
    return caller
        .asPerson()
        .map(SessionsApi::view)
        .orElseGet(() -> Map.of("scopes", caller.scopes()));
  }

  static Map<String, Object> view(Person person) {
    return Map.of(
        "id", person.id().toString(),
        "name", person.name(),
        "title", person.title(),
        "email", person.email(),
        "roles", person.roles());
  }
}
