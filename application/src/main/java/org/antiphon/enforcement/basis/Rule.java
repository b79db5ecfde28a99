package org.antiphon.enforcement.basis;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// One numbered rule in its phase.
record Rule(String number, Phase phase, BiFunction<Claim, Situation, Optional<Ruling>> says) {
  /// The first phase with an ending outcome ends the claim; inside a phase REFUSE beats REVIEW.
  enum Phase {
    AUTHORISATION,
    HISTORY,
    FACTS,
    RIGHT_AND_LAW,
    EXCEPTIONS,
    REMEDY,
    HOLDS
  }

  /// All rules of the router in the order in which they are asked. R19, R20 and R24 to R28 are
  /// guards of later rooms.
  static final List<Rule> ALL =
      List.of(
          new Rule("R5", Phase.AUTHORISATION, AuthorisationRules::r5),
          new Rule("R16", Phase.AUTHORISATION, AuthorisationRules::r16),
          new Rule("R12", Phase.AUTHORISATION, AuthorisationRules::r12),
          new Rule("R18", Phase.HISTORY, LawRules::r18),
          new Rule("R4", Phase.FACTS, FactRules::r4),
          new Rule("R3", Phase.FACTS, FactRules::r3),
          new Rule("R6", Phase.FACTS, FactRules::r6),
          new Rule("R7", Phase.FACTS, FactRules::r7),
          new Rule("R8", Phase.FACTS, FactRules::r8),
          new Rule("R10", Phase.FACTS, IdentityRules::r10),
          new Rule("R11", Phase.FACTS, IdentityRules::r11),
          new Rule("R12", Phase.FACTS, IdentityRules::r12),
          new Rule("R13", Phase.FACTS, TouchedRules::r13),
          new Rule("R14", Phase.FACTS, TouchedRules::r14),
          new Rule("R15", Phase.FACTS, TouchedRules::r15),
          new Rule("R16", Phase.FACTS, IdentityRules::r16),
          new Rule("R1", Phase.FACTS, IdentityRules::r1),
          new Rule("R2", Phase.RIGHT_AND_LAW, LawRules::r2),
          new Rule("R17", Phase.RIGHT_AND_LAW, LawRules::r17),
          new Rule("R9", Phase.EXCEPTIONS, FactRules::r9),
          new Rule("R23", Phase.REMEDY, LawRules::r23),
          new Rule("R21", Phase.HOLDS, LawRules::r21),
          new Rule("R22", Phase.HOLDS, LawRules::r22));
}
