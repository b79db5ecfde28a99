package org.antiphon.enforcement.attestation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.antiphon.enforcement.notices.NoticeId;

/// A stored attestation.
///
/// @param statementSha256 of the RFC 8785 bytes that the Ed25519 signature covers
/// @param notices that it covers, each by its hash
public record Signed(
    UUID id,
    UUID person,
    String batchRoot,
    String statementSha256,
    List<NoticeId> notices,
    Instant at) {}
