package org.antiphon.provenance;

/// How the statement in a file stands.
public enum State {
  /// Unbroken, and its signer is on the trust lists.
  TRUSTED,
  /// Unbroken, by a signer whom nobody here vouches for.
  VALID_UNTRUSTED,
  /// There, and broken: it proves nothing of what it says.
  INVALID,
  /// Looked for, and not there.
  NONE,
  /// Could not be checked; never the same as NONE.
  UNVERIFIED
}
