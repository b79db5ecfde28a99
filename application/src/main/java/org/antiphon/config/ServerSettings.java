package org.antiphon.config;

import java.net.URI;
import java.util.Optional;

/// The address that pages and API are served at.
///
/// @param host loopback unless told otherwise
/// @param port 0: any free one
/// @param behindProxy a proxy ends TLS and is trusted with the client's address
/// @param publicUrl what notices and mails name; empty: the address itself
/// @param transparency whether anybody may read what was done, in figures
public record ServerSettings(
    String host, int port, boolean behindProxy, Optional<URI> publicUrl, boolean transparency) {}
