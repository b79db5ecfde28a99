package org.antiphon.fingerprint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Every number of the recipe, so that a result can say what it rests on and an index what it
/// holds. A changed number is another version: another hash, another index directory.
///
/// @param name of the recipe
/// @param scale of frequencies
/// @param blocks of the transform
/// @param filter of one bin
/// @param picking of peaks
/// @param landmarks what is indexed
/// @param queries what is looked up
/// @param voting for alignments
/// @param fitting of one alignment
/// @param chance what is accepted
public record LandmarkParameters(
    String name,
    Scale scale,
    Blocks blocks,
    Filter filter,
    Picking picking,
    Landmarks landmarks,
    Queries queries,
    Voting voting,
    Fitting fitting,
    Chance chance) {

  /// Bins of constant relative width: bin b stands at `lowestHertz · 2^(b / perOctave)`.
  public record Scale(double lowestHertz, int bins, int perOctave) {
    /// Centre of a bin, which may be broken.
    public double hertz(double bin) {
      return lowestHertz * Math.pow(2, bin / perOctave);
    }
  }

  /// One long transform every `length - 2 · guard · hop` samples; `guard` frames at each end are
  /// thrown away, for they hold what wrapped around.
  public record Blocks(int sampleRate, int hop, int length, int guard) {
    /// Frames that one block yields.
    public int frames() {
      return length / hop - 2 * guard;
    }
  }

  /// Gaussian in frequency: sigma = `widthBins` of the bin's own spacing + `widthHertz`, cut at
  /// `cut` sigma, on a grid of at least `gridSigmas` sigma.
  public record Filter(double widthBins, double widthHertz, double cut, double gridSigmas) {}

  /// A peak is the greatest within `frames` and `bins`, at least `contrast` (1/100 dB) above the
  /// mean of `meanFrames` and `meanBins`, at least `level` (1/100 dB), falls by `drop` on one side.
  public record Picking(Reach reach, Reach mean, Thresholds thresholds, Ranking ranking) {
    /// Half a rectangle's sides.
    public record Reach(int frames, int bins) {}

    /// In 1/100 dB.
    public record Thresholds(int level, int contrast, int drop) {}

    /// Peaks with fewer than `dense` stronger ones within `frames` are kept, at most `column` a
    /// frame.
    public record Ranking(int frames, int dense, int strong, int column) {}
  }

  /// Triplets of strong peaks: spans in frames, `width` in quarter bins, `ratioSteps` of the ratio
  /// of times, the `perAnchor` strongest; classes of the sorted key.
  public record Landmarks(
      int gap, int shortest, int longest, int width, int perAnchor, KeyClasses classes) {}

  /// How finely the key tells ratios of time and frequency (quarter bins a class).
  public record KeyClasses(int ratioSteps, int quarterBins) {}

  /// First what was neither shifted nor stretched much is asked for, then the rest widely; where a
  /// first source was found, what is left is asked for densely, then widely.
  public record Queries(
      double slackBins, double slackFrames, Tier plain, Tier dense, Tier wide, Scouting scouting) {
    /// Who asks: peaks below `rank`, `perAnchor` triplets; what may differ: `pitch` in quarter
    /// bins, `scale` from 1 / scale to scale; some `places` of the index are read for a second of
    /// the query, and as many again for every 60 hours of the catalogue; at most `candidates` a
    /// window.
    public record Tier(
        int rank, int perAnchor, int pitch, double scale, int places, int candidates) {
      private static final double HOURS = 60;

      /// How many places a stretch of the query may have read: the lists grow with the catalogue,
      /// and as many of them are to be read in a large one.
      ///
      /// @param querySeconds how long the stretch is
      /// @param catalogueSeconds how much sound the index holds
      long budget(double querySeconds, double catalogueSeconds) {
        return (long) (places * querySeconds * (1 + catalogueSeconds / (3600 * HOURS)));
      }
    }

    /// More than `most` windows are not searched but scouted: all of them `plain`, and of those
    /// that this leaves unexplained one in `every` `wide`. Wherever a scout's alignment has a tail
    /// below `suspicious`, the windows around are searched.
    public record Scouting(Tier plain, Tier wide, int most, int every, double suspicious) {}
  }

  /// Windows in frames; cells in quarter bins, frames and ln(scale); how many votes make a
  /// candidate, and how many candidates one recording may have.
  public record Voting(Windows windows, Cells cells, int least, int perRecording) {
    /// Of the query.
    public record Windows(int length, int step) {}

    /// Of alignments.
    public record Cells(int pitch, int offset, double scale) {}
  }

  /// When two peaks are the same one (frames, quarter bins), and what a stretch must keep to grow;
  /// a window whose tail is above `hopeless` is not grown at all.
  public record Fitting(
      double frames, double quarterBins, int growth, double share, double gap, double hopeless) {}

  /// Expected number of false matches that is accepted, and that is called possible; `phi` at least
  /// 1, for hits that are not independent; what else a match must have.
  public record Chance(
      double phi, double accepted, double possible, Brief brief, Least least, Alike alike) {
    /// A match shorter than this must be expected less often: a figure of three seconds that two
    /// recordings have in common by their style alone was once expected 1.4e-4 times.
    public record Brief(double seconds, double accepted) {}

    /// Share of the stretch's peaks, seconds, distinct peaks of the recording.
    public record Least(double share, double seconds, int distinct) {}
  }

  /// Weights of [Likeness]: of frames, of a correlation, of dB and of a share.
  public record Alike(double base, double jitter, double order, double spread, double kept) {}

  /// The recipe of this version of the program.
  public static LandmarkParameters current() {
    return new LandmarkParameters(
        "lm1",
        new Scale(150, 180, 36),
        new Blocks(16_000, 256, 65_536, 16),
        new Filter(0.5, 3, 3, 5),
        new Picking(
            new Picking.Reach(5, 10),
            new Picking.Reach(40, 14),
            new Picking.Thresholds(-6_996, 300, 100),
            new Picking.Ranking(31, 40, 25, 6)),
        new Landmarks(3, 12, 64, 96, 6, new KeyClasses(14, 24)),
        new Queries(
            1.2,
            1.2,
            new Queries.Tier(18, 3, 4, 1.08, 9_000, 8),
            new Queries.Tier(40, 20, 4, 1.08, 30_000, 40),
            new Queries.Tier(40, 10, 84, 1.47, 3_000, 40),
            new Queries.Scouting(
                new Queries.Tier(18, 3, 4, 1.08, 300, 8),
                new Queries.Tier(40, 6, 84, 1.47, 600, 12),
                10,
                2,
                -4.5)),
        new Voting(new Voting.Windows(376, 188), new Voting.Cells(8, 24, 0.04), 3, 12),
        new Fitting(2.5, 4.5, 90, 0.95, 1.5, -2.5),
        new Chance(
            1,
            3e-4,
            1,
            new Chance.Brief(3.5, 1e-8),
            new Chance.Least(0.15, 2.5, 25),
            new Alike(3.7, -5.5, 4, -0.85, 4.5)));
  }

  /// Name and hash of all the numbers: what a result rests on.
  public AlgorithmVersion version() {
    return new AlgorithmVersion(name, sha256(toString()));
  }

  /// Name and hash of the numbers that decide which peaks a sound has.
  public AlgorithmVersion peaksVersion() {
    return new AlgorithmVersion(name, sha256(List.of(scale, blocks, filter, picking).toString()));
  }

  /// How the index lays out what it stores: 2 keeps what recordings share beside them, 3 has the
  /// whole span in the position.
  private static final int LAYOUT = 3;

  /// Name and hash of the numbers that decide what is stored, and of how: another way to ask needs
  /// no new index; another layout is built beside the old one.
  public AlgorithmVersion indexVersion() {
    return new AlgorithmVersion(
        name, sha256(List.of(LAYOUT, scale, blocks, filter, picking, landmarks).toString()));
  }

  private static String sha256(String numbers) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(numbers.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
