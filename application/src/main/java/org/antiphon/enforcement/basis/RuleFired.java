package org.antiphon.enforcement.basis;

/// One line of a trace: a rule that had something to say, and what.
///
/// @param rule `R1` to `R28`, or `-` for the way the claims were put together
/// @param claim basis and recording, such as `COPIED_RECORDING r12ab`
/// @param effect what followed
/// @param code stable
/// @param reason in plain words, with the figures it rests on
public record RuleFired(String rule, String claim, Effect effect, String code, String reason) {
  /// Code of what is held for its numbers (R22).
  public static final String SPIKE = "SPIKE";

  static final String UNUSUAL = "unusual numbers";

  /// A reason as people outside may read it: how many notices we send is no evidence in a case, and
  /// nobody's business.
  public static String outside(String code, String reason) {
    return code.equals(SPIKE) ? UNUSUAL + ": a second person looks first" : reason;
  }

  /// What a rule did to its claim.
  public enum Effect {
    /// Written down; the claim goes on.
    NOTED,
    /// The claim goes on with less: fewer territories, fewer seconds.
    LIMITED,
    /// The claim ends without a case.
    DROPPED,
    REVIEWED,
    REFUSED,
    HELD,
    ALLOWED
  }
}
