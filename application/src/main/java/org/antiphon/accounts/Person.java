package org.antiphon.accounts;

import java.util.Set;

/// A person who works here.
///
/// @param title position, as it stands under a signature
/// @param email in lower case; nobody else has it
public record Person(PersonId id, String name, String title, String email, Set<Role> roles) {
  /// Copies the roles in.
  public Person {
    roles = Set.copyOf(roles);
  }

  /// Whether the person has the role.
  public boolean is(Role role) {
    return roles.contains(role);
  }
}
