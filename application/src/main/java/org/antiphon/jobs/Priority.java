package org.antiphon.jobs;

/// What goes first when more is due than there are hands. Waiting lifts a job, never above
/// [#URGENT], so that nothing starves and nothing passes a retraction.
public enum Priority {
  /// Retractions, counter-notices, clocks of law.
  URGENT(100),
  /// Pre-release, spreading.
  HIGH(75),
  /// Ordinary enforcement.
  NORMAL(50),
  /// Watch and backfill.
  LOW(25);

  private final int number;

  Priority(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
