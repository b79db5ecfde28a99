package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Session;
import org.antiphon.database.Database;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.antiphon.server.AccessFilter;
import org.antiphon.server.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Log in, log out, and the first person.
@Controller
public final class AccountPages {
  private static final Duration DAY = Duration.ofHours(12);
  private static final String AGAIN =
      "start the server again: it prints a new one while nobody is registered";
  private static final String SPENT = "This link is spent or too old; " + AGAIN + ".";
  private final Accounts accounts;
  private final Database database;
  private final Pages pages;

  /// Changes people in one transaction each.
  public AccountPages(Accounts accounts, Database database, Pages pages) {
    this.accounts = accounts;
    this.database = database;
    this.pages = pages;
  }

  @GetMapping("/login")
  ResponseEntity<String> login(@RequestParam(defaultValue = "/") String next) {
    return pages.page("LoginPage", Map.of("next", next, "fault", ""));
  }

  @PostMapping("/login")
  ResponseEntity<String> login(
      @RequestParam String email,
      @RequestParam String password,
      @RequestParam(defaultValue = "/") String next) {
    try {
      return accounts
          .login(email, password)
          .map(opened -> enter(opened, next))
          .orElseGet(() -> again(next, "E-mail or password is wrong."));
    } catch (Problem e) {
      return again(next, e.what() + ": " + e.hint());
    }
  }

  private ResponseEntity<String> again(String next, String fault) {
    return pages.page("LoginPage", Map.of("next", next, "fault", fault));
  }

  /// Only to a path of ours: an address elsewhere would make our login page a lure.
  private static ResponseEntity<String> enter(Session.Opened opened, String next) {
    var safe = next.startsWith("/") && !next.startsWith("//") && !next.contains("\\") ? next : "/";
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create(safe))
        .header("Set-Cookie", AccessFilter.cookie(opened.secret(), DAY))
        .body("");
  }

  @PostMapping("/logout")
  ResponseEntity<String> logout(HttpServletRequest request) {
    if (Caller.of(request) instanceof Caller.PersonCaller caller)
      accounts.logins().logout(caller.secret());
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("/login"))
        .header("Set-Cookie", AccessFilter.cookie("", Duration.ZERO))
        .body("");
  }

  @GetMapping("/setup")
  ResponseEntity<String> setUp(@RequestParam(defaultValue = "") String token) {
    return accounts.logins().isSetup(token) ? form(token, "") : form("", SPENT);
  }

  /// Without a token there is nothing to fill in.
  private ResponseEntity<String> form(String token, String fault) {
    return pages.page("SetupPage", Map.of("token", token, "fault", fault));
  }

  @PostMapping("/setup")
  ResponseEntity<String> setUp(
      @RequestParam String token,
      @RequestParam String name,
      @RequestParam String title,
      @RequestParam String email,
      @RequestParam String password) {
    try {
      database.inTransaction(() -> {
        if (!accounts.logins().spendSetup(token))
          throw new Refused("FORBIDDEN", "link", "the link is spent or too old", AGAIN);
        var person = accounts.createPerson(name, title, email, EnumSet.allOf(Role.class));
        accounts.setPassword(person.id(), password);
      });
    } catch (Problem e) {
      var good = accounts.logins().isSetup(token) ? token : "";
      return form(good, e.what() + ": " + e.hint());
    }
    Optional<Session.Opened> opened = accounts.login(email, password);
    return enter(opened.orElseThrow(), "/");
  }
}
