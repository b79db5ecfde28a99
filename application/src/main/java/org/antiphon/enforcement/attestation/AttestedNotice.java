package org.antiphon.enforcement.attestation;

import java.util.UUID;

/// A notice that a person has signed and that waits to be sent.
public record AttestedNotice(UUID notice) {}
