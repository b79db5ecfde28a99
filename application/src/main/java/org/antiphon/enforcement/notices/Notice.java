package org.antiphon.enforcement.notices;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.enforcement.basis.Basis;
import org.antiphon.enforcement.cases.CaseId;

/// A notice as it stands; its bytes are [Notices#document].
///
/// @param key goes out as idempotency key and external reference
/// @param documentSha256 of the bytes that are attested and sent
public record Notice(
    NoticeId id,
    CaseId about,
    NoticeState state,
    Target target,
    Basis basis,
    int round,
    String key,
    String documentSha256,
    String evidenceSha256,
    Signing signing,
    Optional<String> platformReference,
    Instant changedAt) {
  /// Against what.
  public record Target(String platform, String externalId, UUID upload) {}

  /// Whose signature it was drawn up for, on which mandate, and whether it was given.
  public record Signing(
      UUID person,
      String mandate,
      String mandateSha256,
      Instant draftedAt,
      Optional<UUID> attestation,
      Optional<Instant> attestedAt) {}
}
