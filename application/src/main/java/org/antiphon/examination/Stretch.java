package org.antiphon.examination;

/// From–to in seconds.
public record Stretch(double from, double to) {
  /// How long it lasts.
  public double seconds() {
    return to - from;
  }
}
