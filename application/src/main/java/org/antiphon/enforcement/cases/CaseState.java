package org.antiphon.enforcement.cases;

/// Where a case stands (enforcement.md §3). The moves are in [CaseMoves].
public enum CaseState {
  /// Opened; held back by a rule.
  OPEN,
  /// A rule or a person said no.
  REFUSED,
  /// Waits for a person's decision.
  IN_REVIEW,
  /// May be attested.
  READY,
  /// A named person has signed its notice; nothing has left yet.
  ATTESTED,
  /// The platform has the notice.
  NOTIFIED,
  /// Seen to be gone, twice, by us.
  DOWN,
  /// A counter-notice or an appeal stands against it.
  CONTESTED,
  /// We took the notice back.
  RETRACTED,
  /// The platform put it back.
  RESTORED,
  /// Gone, licensed or examined anew before we acted.
  OVERTAKEN,
  CLOSED
}
