package org.antiphon.connector;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a connector must know of its platform.
///
/// @param platform our short name for it
/// @param base where its interface begins
/// @param regimes legal regimes whose notices it takes
/// @param settle how long an accepted notice may stay invisible to a look-up
/// @param keyLifetime how long it remembers an idempotency key; empty = for ever
public record Profile(
    String platform,
    URI base,
    Secrets secrets,
    Set<String> regimes,
    Duration settle,
    Optional<Duration> keyLifetime) {
  /// Copies the regimes in.
  public Profile {
    regimes = Set.copyOf(regimes);
  }

  /// Never printed.
  ///
  /// @param apiKey sent with each request, if the platform gave one
  /// @param webhookSecrets those that are valid now: two during a rotation
  public record Secrets(Optional<String> apiKey, List<String> webhookSecrets) {
    /// Copies the secrets in.
    public Secrets {
      webhookSecrets = List.copyOf(webhookSecrets);
    }

    @Override
    public String toString() {
      return "Secrets[hidden]";
    }
  }
}
