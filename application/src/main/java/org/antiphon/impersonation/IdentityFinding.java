package org.antiphon.impersonation;

/// One fact about a claim to be somebody.
///
/// @param artist of the roster
/// @param evidence what was seen and where, in plain words
public record IdentityFinding(Code code, Strength strength, String artist, String evidence) {
  /// What was found. AUTHORISED and NAMESAKE end the matter; REFERENCE says why nothing follows.
  public enum Code {
    ON_PROFILE_UNDELIVERED,
    BORROWED_IDENTIFIER,
    CLAIMS_NAME,
    LOOKALIKE_NAME,
    BORROWED_ARTWORK,
    SYNTHETIC_CLAIM,
    CLAIMS_NAME_IN_TITLE,
    TIMED_WITH_RELEASE,
    GENERATOR_MARK,
    SIMILAR_VOICE,
    AUTHORISED,
    NAMESAKE,
    REFERENCE
  }

  /// How much it weighs. SUPPORTS never concludes; ENDS and SHOWN accuse nobody.
  public enum Strength {
    STRONG,
    MEDIUM,
    WEAK,
    SUPPORTS,
    ENDS,
    SHOWN
  }
}
