package org.antiphon.detection;

/// Brackets of a trace's strength, of which files of known origin are counted ([Recount]).
public enum Bracket {
  /// No trace.
  NONE,
  /// Too faint to be spoken of.
  TRACE,
  /// Spoken of, and one of the two scores below what is asked.
  WEAK,
  /// Above that, and below the limit.
  STRONG,
  /// Beyond the limit, and refused for another reason.
  REFUSED,
  /// Beyond the limit, and nothing speaks against it.
  MACHINE_MADE
}
