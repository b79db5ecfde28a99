package org.antiphon.accounts;

/// What an API key may do; no key may attest, that takes a person's session.
public enum Scope {
  /// Read.
  READ,
  /// Enter recordings, mandates, uploads.
  INTAKE,
  /// Ask before an upload goes live.
  SCREEN,
  /// Read our exchange feed, and nothing else: a partner's.
  EXCHANGE,
  /// Review and decide cases.
  REVIEW,
  /// People, keys, settings.
  ADMINISTER
}
