package org.antiphon.accounts;

import java.time.Duration;
import java.time.Instant;

/// A person's login.
///
/// @param authenticatedAt when the password was last given
public record Session(
    PersonId person, Instant createdAt, Instant expiresAt, Instant authenticatedAt) {
  /// Whether the password was given within `limit` before `now`: signing asks for five minutes.
  public boolean freshlyAuthenticated(Duration limit, Instant now) {
    return !authenticatedAt.plus(limit).isBefore(now) && now.isBefore(expiresAt);
  }

  /// A new session with its secret, which goes into the cookie and nowhere else.
  public record Opened(Session session, String secret) {}
}
