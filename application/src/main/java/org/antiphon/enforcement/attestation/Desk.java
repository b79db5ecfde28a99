package org.antiphon.enforcement.attestation;

import java.time.Duration;
import org.antiphon.enforcement.cases.CaseSources;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.cases.Review;
import org.antiphon.enforcement.notices.Drafting;
import org.antiphon.enforcement.notices.Notices;

/// The doors that lie open on an attester's desk.
///
/// @param regret how long a signed notice waits before anything leaves, so that whoever signed the
///   wrong one can say so
public record Desk(
    Cases cases,
    Review review,
    Notices notices,
    Drafting drafting,
    CaseSources sources,
    Duration regret) {
  /// Where people sign with their own hands.
  public static final Duration REGRET = Duration.ofSeconds(10);

  /// Without a wait.
  public Desk(Cases cases, Review review, Notices notices, Drafting drafting, CaseSources sources) {
    this(cases, review, notices, drafting, sources, Duration.ZERO);
  }
}
