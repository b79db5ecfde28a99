package org.antiphon.ledger;

import java.util.Optional;

/// Who acted. A person's id is stored as a keyed pseudonym, never itself.
///
/// @param role in lower case: `system`, or the role in which the person acted
/// @param person the person's id
public record Actor(String role, Optional<String> person) {
  private static final Actor SYSTEM = new Actor("system", Optional.empty());

  /// The program, by its rules.
  public static Actor system() {
    return SYSTEM;
  }

  /// A person.
  public static Actor person(String role, String personId) {
    return new Actor(role, Optional.of(personId));
  }
}
