package org.antiphon.eval;

import java.util.List;
import org.antiphon.fingerprint.AlgorithmVersion;
import tools.jackson.databind.json.JsonMapper;

/// What an evaluation of recognition found: the contract's object of `eval identify`.
///
/// @param rows recall by disguise and length
/// @param queries how many that hold a recording of the catalogue
/// @param recall share of them recognised at the right place
/// @param trackRecall share of them recognised, wherever
/// @param equalAudio how many of the right ones lie elsewhere, where the recording sounds the same
/// @param negatives queries that hold nothing of the catalogue
/// @param falseMatches negatives with any match
/// @param wrongRecordings other queries that name a recording they do not hold
/// @param wrong what was wrongly named, for both
/// @param misses queries whose recording was not found at its place
/// @param cost of the run
/// @param chance what excerpts of foreign recordings were taken for
public record IdentifyReport(
    List<Row> rows,
    int queries,
    double recall,
    double lo,
    double hi,
    double trackRecall,
    int equalAudio,
    int negatives,
    int falseMatches,
    double falseMatchesHi,
    int wrongRecordings,
    double offsetErrorP95,
    double tempoErrorP95,
    double pitchErrorP95,
    double worstNegativeLog10Tail,
    List<Wrong> wrong,
    List<Miss> misses,
    Cost cost,
    Chance chance,
    AlgorithmVersion algorithm) {

  /// One disguise at one length.
  ///
  /// @param hits right recording at the right place
  /// @param recall hits / queries, with its interval `lo`–`hi` (Wilson, 95 %)
  /// @param track right recording, wherever
  /// @param bothSources of a mix: both were named
  public record Row(
      String disguise,
      double seconds,
      int queries,
      int hits,
      double recall,
      double lo,
      double hi,
      int track,
      int bothSources) {}

  /// A recording that was named and is not there.
  public record Wrong(
      String query,
      String disguise,
      String expected,
      String named,
      double score,
      double log10Tail,
      String method) {}

  /// A recording that is there and was not found at its place.
  ///
  /// @param found what was named instead or beside it; empty if nothing
  public record Miss(String query, String disguise, String expected, double offset, String found) {}

  /// Excerpts of foreign recordings: how many, what was promised and counted, for all and for each
  /// kind of sound, and what was named.
  public record Chance(
      int cuts, List<Reliability> reliability, List<Kind> kinds, List<Foreign> named) {}

  /// Excerpts of one kind of sound.
  ///
  /// @param accepted how many name a recording
  /// @param phi the least divisor of tails by which the promises would have been kept; 1 where they
  ///   were
  public record Kind(
      String kind, int cuts, int accepted, double phi, List<Reliability> reliability) {}

  /// How many excerpts had a match that is expected `promised` times or less: at most `expected`
  /// should have.
  public record Reliability(double promised, double expected, int counted) {}

  /// The best that an excerpt of a foreign recording was taken for, accepted or only possible.
  public record Foreign(
      String kind,
      String file,
      String named,
      boolean accepted,
      double expectedFalseMatches,
      double log10Tail) {}

  /// What it took.
  ///
  /// @param catalogueSeconds of reference sound
  /// @param indexBytesPerSecond of reference sound, on disk
  /// @param fingerprintCpuSeconds decoding and peaks of everything
  /// @param queryCpuMillis mean of a query's recognition, without decoding, by length
  public record Cost(
      int recordings,
      double catalogueSeconds,
      double indexBytesPerSecond,
      double fingerprintCpuSeconds,
      List<LengthCost> queryCpuMillis) {}

  /// Mean and 95th percentile of the CPU time of a recognition.
  public record LengthCost(double seconds, int queries, double mean, double p95) {}

  /// The object as one line of JSON.
  public String json() {
    return JsonMapper.builder().build().writeValueAsString(this);
  }
}
