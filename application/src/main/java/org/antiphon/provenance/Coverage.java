package org.antiphon.provenance;

/// How much of the sound the signature covers. TRUSTED alone does not say: a signer may leave sound
/// out.
public enum Coverage {
  FULL,
  PARTIAL,
  UNKNOWN,
  /// There is no statement.
  NONE
}
