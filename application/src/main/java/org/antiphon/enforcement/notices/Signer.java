package org.antiphon.enforcement.notices;

import java.util.UUID;

/// The person a notice is drawn up for.
///
/// @param keyId names the key that will sign the attestation
public record Signer(UUID person, String name, String email, String keyId) {}
