package org.antiphon.enforcement.attestation;

/// Whether a signed notice may still leave (R20).
public sealed interface Clearance {
  /// Nothing has changed since it was signed.
  record Go() implements Clearance {}

  /// Not now: what it rests on is paused. It waits.
  record Later(String reason) implements Clearance {}

  /// It must not be sent; counted, not an error.
  ///
  /// @param code `UPLOAD_GONE`, `UPLOAD_CHANGED`, `MANDATE_ENDED`, `AUTHORISED`, `PAUSED`,
  ///   `SUPERSEDED`, `ATTESTATION_STALE` or `DOCUMENT_CHANGED`
  record Overtaken(String code, String reason) implements Clearance {}
}
