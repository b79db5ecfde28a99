package org.antiphon.enforcement.basis;

import java.util.Optional;
import org.antiphon.enforcement.basis.RuleFired.Effect;

/// What one rule says of one claim.
///
/// @param narrowed the claim to go on with
record Ruling(Effect effect, String code, String reason, Optional<Claim> narrowed) {
  static Optional<Ruling> silent() {
    return Optional.empty();
  }

  static Optional<Ruling> refuse(String code, String reason) {
    return Optional.of(new Ruling(Effect.REFUSED, code, reason, Optional.empty()));
  }

  static Optional<Ruling> review(String code, String reason) {
    return Optional.of(new Ruling(Effect.REVIEWED, code, reason, Optional.empty()));
  }

  static Optional<Ruling> hold(String code, String reason) {
    return Optional.of(new Ruling(Effect.HELD, code, reason, Optional.empty()));
  }

  static Optional<Ruling> drop(String code, String reason) {
    return Optional.of(new Ruling(Effect.DROPPED, code, reason, Optional.empty()));
  }

  static Optional<Ruling> note(String code, String reason) {
    return Optional.of(new Ruling(Effect.NOTED, code, reason, Optional.empty()));
  }

  static Optional<Ruling> narrow(Effect effect, String code, String reason, Claim claim) {
    return Optional.of(new Ruling(effect, code, reason, Optional.of(claim)));
  }
}
