package org.antiphon.connector;

/// Reads what a platform calls us about. Only checks and parses: storing and answering are the
/// caller's.
public interface EventDoor {
  /// Checks the signature first and parses after it.
  Authenticated read(RawRequest request);
}
