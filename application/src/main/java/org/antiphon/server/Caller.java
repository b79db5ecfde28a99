package org.antiphon.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.antiphon.accounts.ApiKey;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Scope;
import org.antiphon.accounts.Session;
import org.antiphon.ledger.Actor;
import org.antiphon.problem.Refused;

/// Who asks: a person with a session, or a program with a key.
public sealed interface Caller {
  /// Name of the request attribute that holds the caller.
  String ATTRIBUTE = "org.antiphon.caller";

  /// Roles that see names of uploaders.
  Set<Role> WORKING =
      Set.copyOf(
          EnumSet.of(
              Role.REVIEWER, Role.ATTESTER, Role.APPEAL_REVIEWER, Role.LEGAL, Role.SUPERVISOR));

  /// A person.
  ///
  /// @param secret of the session's cookie
  record PersonCaller(Person person, Session session, String secret) implements Caller {}

  /// A program.
  record KeyCaller(ApiKey key) implements Caller {}

  /// The caller of a request that [AccessFilter] let in.
  static Caller of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) return caller;
    throw new Refused(
        "UNAUTHENTICATED",
        request.getRequestURI(),
        "a key or a login is needed here",
        "send Authorization: Bearer KEY, or log in at /login");
  }

  /// What the caller may do.
  default Set<Scope> scopes() {
    return switch (this) {
      case KeyCaller(var key) -> key.scopes();
      case PersonCaller(var person, _, _) -> scopesOf(person);
    };
  }

  private static Set<Scope> scopesOf(Person person) {
    var scopes = EnumSet.of(Scope.READ);
    if (person.is(Role.REVIEWER) || person.is(Role.ATTESTER)) scopes.add(Scope.REVIEW);
    if (person.is(Role.ADMINISTRATOR)) scopes.addAll(EnumSet.allOf(Scope.class));
    return scopes;
  }

  /// Whether names of uploaders are shown: to programs and persons that work on cases, not to those
  /// who only look (R28).
  default boolean mayReadNames() {
    return switch (this) {
      case KeyCaller(var key) -> key.scopes().contains(Scope.REVIEW);
      case PersonCaller(var person, _, _) -> person.roles().stream().anyMatch(WORKING::contains);
    };
  }

  /// This caller, if it may do that.
  ///
  /// @throws Refused `FORBIDDEN`
  default Caller with(Scope scope) {
    if (scopes().contains(scope)) return this;
    throw new Refused(
        "FORBIDDEN",
        "access",
        "this needs the scope " + scope,
        "ask an administrator for a key or a role that has it");
  }

  /// The person, with a role.
  ///
  /// @throws Refused `FORBIDDEN` for a program, or a person without the role
  default PersonCaller personWith(Role role) {
    if (this instanceof PersonCaller caller && caller.person().is(role)) return caller;
    throw new Refused(
        "FORBIDDEN",
        "access",
        "only a person with the role " + role + " may do this",
        "log in as one; no key can do it");
  }

  /// The person, with one of two roles.
  ///
  /// @throws Refused `FORBIDDEN` for a program, or a person with neither
  default PersonCaller personWithOne(Role one, Role other) {
    if (this instanceof PersonCaller caller && caller.person().is(other)) return caller;
    return personWith(one);
  }

  /// As the ledger names the caller.
  default Actor actor() {
    return switch (this) {
      case PersonCaller(var person, _, _) -> Actor.person("person", person.id().toString());
      case KeyCaller(var key) -> Actor.person("key", key.id().toString());
    };
  }

  /// The person, where it is one.
  default Optional<Person> asPerson() {
    return this instanceof PersonCaller caller ? Optional.of(caller.person()) : Optional.empty();
  }
}
