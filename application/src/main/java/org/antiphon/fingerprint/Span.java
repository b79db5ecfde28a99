package org.antiphon.fingerprint;

/// A stretch of sound, in seconds from its start; `to` is never before `from`.
public record Span(double from, double to) {
  public Span {
    if (!(to >= from))
      throw new IllegalArgumentException("a span from " + from + " to " + to + " has no length");
  }

  /// How long it lasts.
  public double seconds() {
    return to - from;
  }

  /// How many seconds both hold.
  public double overlap(Span other) {
    return Math.max(0, Math.min(to, other.to) - Math.max(from, other.from));
  }
}
