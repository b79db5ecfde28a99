package org.antiphon.provenance;

/// Who made the sound, as the statement or a mark says.
public enum Source {
  HUMAN,
  AI,
  POSSIBLY_AI,
  UNKNOWN;

  /// The one that weighs more: AI, POSSIBLY_AI, UNKNOWN, HUMAN.
  Source worse(Source other) {
    return weight() >= other.weight() ? this : other;
  }

  private int weight() {
    return switch (this) {
      case AI -> 3;
      case POSSIBLY_AI -> 2;
      case UNKNOWN -> 1;
      case HUMAN -> 0;
    };
  }
}
