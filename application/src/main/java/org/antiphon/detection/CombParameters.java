package org.antiphon.detection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Every number of the first look and of its verdict, so that a result can say what it rests on.
///
/// @param version of the verdict
/// @param strides that are looked for
/// @param spectrum how the sound is looked at
/// @param selection which candidates get controls
/// @param limits above which strength something is said
/// @param second limits of the second look
public record CombParameters(
    String version,
    Strides strides,
    SpectrumShape spectrum,
    Selection selection,
    Limits limits,
    SecondLimits second) {
  /// Decoder rates in Hz, strides in samples, and the lowest rate / stride in Hz.
  public record Strides(List<Integer> rates, int least, int most, double lowestHz) {}

  /// Frequencies in Hz; the longest window in samples; how many windows of a long file are looked
  /// at; the level below which samples at the ends are silence.
  public record SpectrumShape(
      double lowestHz, double highestHz, double blockHz, int window, int windows, double silence) {}

  /// The best by Z get `offsets` sampled controls each, the best of those all controls.
  public record Selection(int sampled, int full, int offsets, int leastTeeth, double leastZ) {}

  /// Limits of a trace's strength, the mean of its scores in the sound as it is and levelled.
  ///
  /// @param weak from here on a comb is spoken of
  /// @param comb for periods that music is not known to have
  /// @param frame for the frames of delivery codecs
  /// @param block for blocks of synthesisers and the frames of AAC and Vorbis
  /// @param few where the teeth are few and far apart, as the partials of a struck body (a bell)
  /// @param least that either score must reach
  /// @param quiet share of the strength that the quieter half alone must score
  /// @param persistence share of the pieces that must carry the comb
  /// @param second how far a single second must carry it, in standard deviations: adding up minutes
  ///   makes any faint comb strong
  /// @param secondOfBlock the same for blocks of synthesisers
  /// @param clicks how far the teeth may agree on one moment of the period
  public record Limits(
      double weak,
      double comb,
      double frame,
      double block,
      double few,
      double least,
      double quiet,
      double persistence,
      double second,
      double secondOfBlock,
      double clicks) {}

  /// Limits of the second look, which tries more positions for each decoder.
  ///
  /// @param ratio score from which a comb at another speed is spoken of
  /// @param shifted the same for one whose phase was lost
  public record SecondLimits(double ratio, double shifted) {}

  /// The numbers of this version. The scan and the controls are those of the design's reference
  /// program; how the limits were found is told in docs/measurements/detection.md.
  public static CombParameters current() {
    return new CombParameters(
        "comb-6",
        new Strides(List.of(16_000, 22_050, 24_000, 32_000, 44_100, 48_000), 16, 2_100, 20),
        new SpectrumShape(500, 16_000, 40, 1 << 22, 16, 1e-3),
        new Selection(200, 12, 256, 8, 5),
        new Limits(1, 4.5, 4.5, 5.4, 8.9, 2.5, 0.3, 0.75, 1.5, 2.5, 0.6),
        new SecondLimits(5.4, 2.2));
  }

  /// 64 lower-case hex digits over all numbers.
  public String sha256() {
    return sha256("");
  }

  /// The same with a text that results rest on as well.
  String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((this + text).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
