package org.antiphon.config;

import java.util.Optional;

/// The server that takes our mail.
///
/// @param host of it
/// @param port 587 for STARTTLS, 465 for TLS from the first byte
/// @param security how the way there is protected
/// @param from as `Antiphon <antiphon@example.org>`
/// @param user empty: we do not log in
/// @param password of that user
public record MailSettings(
    String host, int port, Security security, String from, String user, Optional<Secret> password) {
  /// How the way to the server is protected.
  public enum Security {
    /// Readable until both sides agree on TLS; without it nothing is said.
    STARTTLS,
    /// TLS from the first byte.
    TLS,
    /// Readable: a server on this machine only.
    NONE
  }
}
