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
/// @param limits above which score something is said
/// @param brackets counts behind the probability
public record CombParameters(
    String version,
    Strides strides,
    SpectrumShape spectrum,
    Selection selection,
    Limits limits,
    List<Bracket> brackets) {
  public CombParameters {
    brackets = List.copyOf(brackets);
  }

  /// Decoder rates in Hz, strides in samples, and the lowest rate / stride in Hz.
  public record Strides(List<Integer> rates, int least, int most, double lowestHz) {}

  /// Frequencies in Hz; the longest window in samples; how many windows of a long file are looked
  /// at; the level below which samples at the ends are silence.
  public record SpectrumShape(
      double lowestHz, double highestHz, double blockHz, int window, int windows, double silence) {}

  /// The best by Z get `offsets` sampled controls each, the best of those all controls.
  public record Selection(int sampled, int full, int offsets, int leastTeeth, double leastZ) {}

  /// Limits of the score S.
  ///
  /// @param weak from here on a comb is spoken of
  /// @param comb 1.25 x the largest of human files
  /// @param blockRate the same for rates that block-wise synthesisers leave
  /// @param granule the same for the granules of MP3 encoders (44100 / 576: a studio piano, S 9.4)
  /// @param unproved the same where persistence is not known or teeth are few (a bell, S 7.1)
  /// @param persistence share of the pieces that must carry the comb
  /// @param primes largest prime factor of a decoder's stride
  public record Limits(
      double weak,
      double comb,
      double blockRate,
      double granule,
      double unproved,
      double persistence,
      int primes) {}

  /// Files counted in a bracket of S: `decoders` of `decodersOf` neural, `human` of `humanOf`.
  public record Bracket(String name, int decoders, int decodersOf, int human, int humanOf) {}

  /// The numbers of this version. The scan and the controls are those of the design's reference
  /// program; the limits are its version 3 with the two mendings of its section 8.
  public static CombParameters current() {
    return new CombParameters(
        "comb-4",
        new Strides(List.of(16_000, 22_050, 24_000, 32_000, 44_100, 48_000), 16, 2_100, 20),
        new SpectrumShape(500, 16_000, 40, 1 << 22, 16, 1e-3),
        new Selection(200, 12, 256, 8, 5),
        new Limits(1, 5.4, 7, 11.75, 8.9, 0.75, 7),
        List.of(
            new Bracket("none", 1, 128, 242, 354),
            new Bracket("trace", 3, 128, 100, 354),
            new Bracket("weak", 8, 128, 6, 354),
            new Bracket("strong", 21, 128, 5, 354),
            new Bracket("machine-made", 83, 128, 0, 354),
            new Bracket("refused", 12, 128, 1, 354)));
  }

  /// 64 lower-case hex digits over all numbers.
  public String sha256() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
