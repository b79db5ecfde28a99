package org.antiphon.enforcement.attestation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antiphon.accounts.Session;
import org.antiphon.enforcement.cases.FairUse;
import org.antiphon.enforcement.notices.NoticeId;

/// What a person sends when they sign.
///
/// @param session of the person; its password was given at most five minutes ago
/// @param typedName their full name, typed: the electronic signature
/// @param notices what they were shown, each with the hash that stood beside it
/// @param declined notices of the list that they dropped; they are not signed
/// @param fairUse their consideration for all of these, where the cases have none of their own
public record AttestationRequest(
    Session session,
    String typedName,
    List<Shown> notices,
    Set<NoticeId> declined,
    Optional<FairUse> fairUse) {
  public AttestationRequest {
    notices = List.copyOf(notices);
    declined = Set.copyOf(declined);
  }

  /// A notice as it was shown.
  public record Shown(NoticeId notice, String documentSha256) {}
}
