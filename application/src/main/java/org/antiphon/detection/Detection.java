package org.antiphon.detection;

import java.util.List;
import java.util.Optional;

/// What the detector says of one sound.
///
/// @param verdict it abstains where the evidence is not enough
/// @param probability that a neural decoder rendered it, from counts of the score's bracket and an
///   even prior, with a 95 % interval
/// @param score S of the best comb; 0 for none
/// @param decoders the best comb and others of their own
/// @param segments where the comb is, in seconds, where it is only in part of the sound
/// @param persistence share of eight pieces that carry it; empty where they would be too short
/// @param reasons plain sentences, the last of them what it does not show
/// @param model version and hash of all numbers
public record Detection(
    Verdict verdict,
    Probability probability,
    double score,
    List<Decoder> decoders,
    List<Segment> segments,
    Optional<Double> persistence,
    List<String> reasons,
    Model model) {
  public Detection {
    decoders = List.copyOf(decoders);
    segments = List.copyOf(segments);
    reasons = List.copyOf(reasons);
  }

  /// MACHINE_MADE: it left a neural decoder. NO_SIGN is no evidence of human origin.
  public enum Verdict {
    MACHINE_MADE,
    NO_SIGN,
    CANNOT_TELL
  }

  /// 0 to 1.
  public record Probability(double value, double low, double high) {}

  /// A comb read as a decoder.
  ///
  /// @param reading the likeliest
  /// @param others every other rate and stride that fit
  /// @param hertz distance of the teeth
  /// @param score S
  /// @param teeth those looked at
  /// @param controls F(d) around 0: the comb's mean score shifted by d, in steps of `controlStepHz`
  public record Decoder(
      Reading reading,
      List<Reading> others,
      double hertz,
      double score,
      List<Tooth> teeth,
      List<StrideProfile.Layer> layers,
      ControlCurve controls) {
    public Decoder {
      others = List.copyOf(others);
      teeth = List.copyOf(teeth);
      layers = List.copyOf(layers);
    }
  }

  /// One line.
  ///
  /// @param score rank score, 1 on average by chance
  /// @param decibels its level over the median of the 40 Hz around it
  public record Tooth(int number, double hertz, double score, double decibels) {}

  /// F(d), thinned out for drawing: the greatest of each step.
  public record ControlCurve(double halfHz, List<Double> values) {
    public ControlCurve {
      values = List.copyOf(values);
    }
  }

  /// Seconds of the file.
  public record Segment(double from, double to, Verdict verdict) {}

  /// What the result rests on.
  public record Model(String version, String sha256) {}
}
