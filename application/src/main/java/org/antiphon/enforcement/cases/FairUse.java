package org.antiphon.enforcement.cases;

import org.antiphon.problem.InvalidInput;

/// That somebody considered fair use before a notice was sent (17 U.S.C. 107 and 512(f); Lenz v.
/// Universal, 9th Cir. 2015): the four factors in words, the signs that were found, a conclusion.
///
/// @param signs what spoke for an exception; "none found" where nothing did
public record FairUse(String signs, Factors factors, Conclusion conclusion) {
  /// The four factors of 17 U.S.C. 107.
  public record Factors(String purpose, String nature, String amount, String market) {
    public Factors {
      for (String factor : new String[] {purpose, nature, amount, market})
        if (factor.isBlank())
          throw new InvalidInput(
              "FAIR_USE_UNRECORDED", "fairUse", "a factor is empty", "say a word on each of four");
    }
  }

  /// What follows.
  public enum Conclusion {
    NOT_FAIR_USE,
    FAIR_USE,
    UNCLEAR
  }
}
