package org.antiphon.accounts;

/// How slow a stored password is to guess.
///
/// @param rounds of PBKDF2
public record PasswordCost(int rounds) {
  /// 210,000 rounds of HMAC-SHA-512 (OWASP's figure of 2023).
  public static PasswordCost standard() {
    return new PasswordCost(210_000);
  }

  /// What a stored password of this cost looks like that nothing matches: compared with when there
  /// is no such person, so that the answer takes as long.
  String matchesNothing() {
    return "pbkdf2-sha512$" + rounds + "$AAAAAAAAAAAAAAAAAAAAAA$AAAA";
  }
}
