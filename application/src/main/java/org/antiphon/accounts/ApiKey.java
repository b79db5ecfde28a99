package org.antiphon.accounts;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// A key of a program; its secret is not kept, only its SHA-256.
public record ApiKey(UUID id, String name, Set<Scope> scopes, Instant createdAt) {
  /// Copies the scopes in.
  public ApiKey {
    scopes = Set.copyOf(scopes);
  }

  /// Whether the key may do that.
  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }

  /// A new key with its secret, which is shown this once.
  public record Issued(ApiKey key, String secret) {}
}
