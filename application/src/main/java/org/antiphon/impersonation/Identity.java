package org.antiphon.impersonation;

import java.util.List;

/// Whom an upload claims to be, as far as the roster goes.
///
/// @param findings of the artist whom it touches most first, the strongest first
public record Identity(Conclusion conclusion, List<IdentityFinding> findings) {
  /// It touches nobody of the roster.
  public static final Identity NOBODY = new Identity(Conclusion.NONE, List.of());

  public Identity {
    findings = List.copyOf(findings);
  }

  /// IMPERSONATION: a strong finding, or two of medium strength. POSSIBLE: one of medium strength;
  /// a person looks. In rising order.
  public enum Conclusion {
    NONE,
    POSSIBLE,
    IMPERSONATION
  }
}
