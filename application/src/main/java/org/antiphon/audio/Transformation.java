package org.antiphon.audio;

/// What a disguise does to time and pitch, by FFmpeg's filters `asetrate`, `aresample`, `atempo`.
///
/// @param speed plays faster and higher (> 1) or slower and lower, as a turntable does; 0.5 to 2
/// @param tempo plays faster at the same pitch; 0.5 to 2
/// @param semitones higher (> 0) or lower at the same tempo; -12 to 12
public record Transformation(double speed, double tempo, double semitones) {
  /// Refuses what the filters cannot do.
  public Transformation {
    if (!(speed >= 0.5 && speed <= 2 && tempo >= 0.5 && tempo <= 2 && Math.abs(semitones) <= 12))
      throw new IllegalArgumentException(
          "speed %s, tempo %s, semitones %s".formatted(speed, tempo, semitones));
  }

  /// Changes nothing.
  public static Transformation none() {
    return new Transformation(1, 1, 0);
  }

  /// Faster and higher.
  public static Transformation speed(double factor) {
    return new Transformation(factor, 1, 0);
  }

  /// Faster at the same pitch.
  public static Transformation tempo(double factor) {
    return new Transformation(1, factor, 0);
  }

  /// Higher at the same tempo.
  public static Transformation pitch(double semitones) {
    return new Transformation(1, 1, semitones);
  }

  /// Query speed over reference speed: what the tempo factor of a match must come out as.
  public double tempoFactor() {
    return speed * tempo;
  }
}
