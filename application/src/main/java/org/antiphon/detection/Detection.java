package org.antiphon.detection;

import java.util.List;
import java.util.Optional;

/// What the detector says of one sound.
///
/// @param verdict it abstains where the evidence is not enough
/// @param bracket of the trace's strength, in which files of known origin were counted
/// @param probability that a neural decoder rendered it, from counts of the score's bracket and an
///   even prior, with a 95 % interval; unknown where no sound was heard
/// @param score S of the best comb in the sound as it is; 0 for none
/// @param support what else was measured of the strongest trace
/// @param decoders the strongest trace and others of their own
/// @param segments where the trace is, in seconds
/// @param after what a second look found after undoing a disguise; empty where it was not asked
/// @param reasons plain sentences, the last of them what it does not show
/// @param model version and hash of all numbers
public record Detection(
    Verdict verdict,
    Bracket bracket,
    Probability probability,
    double score,
    Support support,
    List<Decoder> decoders,
    List<Segment> segments,
    List<After> after,
    List<String> reasons,
    Model model) {
  public Detection {
    decoders = List.copyOf(decoders);
    segments = List.copyOf(segments);
    after = List.copyOf(after);
    reasons = List.copyOf(reasons);
  }

  /// MACHINE_MADE: it left a neural decoder. NO_SIGN is no evidence of human origin.
  public enum Verdict {
    MACHINE_MADE,
    NO_SIGN,
    CANNOT_TELL
  }

  /// 0 to 1.
  public record Probability(double value, double low, double high) {
    /// Of what nobody heard: the counts behind a probability are of sounds. NaN; written as absent.
    static final Probability UNKNOWN = new Probability(Double.NaN, Double.NaN, Double.NaN);

    /// Whether there is one.
    public boolean isKnown() {
      return !Double.isNaN(value);
    }
  }

  /// Of the strongest trace.
  ///
  /// @param strength what the verdict rests on: the mean of the scores of the sound as it is and
  ///   levelled; 0 for none
  /// @param levelled score of the levelled sound
  /// @param quiet score of the quieter half alone; empty where it was not measured
  /// @param persistence share of eight pieces that carry it; empty where it was not measured
  /// @param second how far a single second carries it, in standard deviations above chance
  /// @param clicks how far its teeth agree on one moment of the period, 0 to 1; empty where it was
  ///   not measured
  public record Support(
      double strength,
      double levelled,
      Optional<Double> quiet,
      Optional<Double> persistence,
      double second,
      Optional<Double> clicks) {
    static final Support NONE =
        new Support(0, 0, Optional.empty(), Optional.empty(), 0, Optional.empty());
  }

  /// A known decoder's comb that shows after undoing something.
  ///
  /// @param what was undone, in words
  /// @param combHz of the decoder, before
  /// @param ratio by which frequencies were multiplied
  /// @param score of that search; its limits are its own
  public record After(String what, double combHz, double ratio, double score) {}

  /// A comb read as a decoder.
  ///
  /// @param reading the likeliest
  /// @param kind what published decoders of these rates and strides are for
  /// @param others every other rate and stride that fit
  /// @param hertz distance of the teeth
  /// @param score S
  /// @param teeth those looked at
  /// @param controls F(d) around 0: the comb's mean score shifted by d, in steps of `controlStepHz`
  public record Decoder(
      Reading reading,
      Reading.Kind kind,
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
  /// @param beside the same a quarter of the way to the next tooth
  public record Tooth(int number, double hertz, double score, double decibels, double beside) {}

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
