package org.antiphon.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// One platform: how to reach it, what it may be asked, how fast.
///
/// @param id lower-case, stands in ids and addresses
/// @param connector which connector speaks to it, such as `rest`
/// @param url base of its interface
/// @param key what opens its interface
/// @param webhookSecret signs what it sends us (Standard Webhooks)
/// @param simulated a pretend platform: loopback addresses are allowed for it, and only for it
/// @param regimes regimes that it takes notices under, such as `US_512`, `EU_DSA`
/// @param territories ISO 3166-1 codes where it acts; `*` is everywhere
/// @param requestsPerSecond what all of our processes together may ask
/// @param burst requests that may come at once
/// @param settle how long after an acceptance an upload may still be up without being a fault
/// @param keyLifetime how long it remembers an idempotency key; empty: unknown, treat as short
/// @param takesNotices false: it is crawled, never written to
/// @param licensedSongs it has licences for songs, so that a cover is lawful there
/// @param labels it labels machine-made sound when asked; asking never removes anything
public record PlatformSettings(
    String id,
    String name,
    String connector,
    URI url,
    Optional<Secret> key,
    Optional<Secret> webhookSecret,
    boolean simulated,
    Set<String> regimes,
    Set<String> territories,
    double requestsPerSecond,
    int burst,
    Duration settle,
    Optional<Duration> keyLifetime,
    boolean takesNotices,
    boolean licensedSongs,
    boolean labels) {
  public PlatformSettings {
    regimes = Set.copyOf(regimes);
    territories = Set.copyOf(territories);
  }
}
