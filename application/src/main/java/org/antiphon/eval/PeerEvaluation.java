package org.antiphon.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.antiphon.audio.Fpcalc;
import org.antiphon.problem.InvalidInput;

/// `bench fingerprint --peers`: the same queries put to Chromaprint. Its own service compares whole
/// files near their start, so excerpts are laid over every place of every recording and the place
/// with the fewest differing bits is taken. The limit is chosen in its favour: for each length,
/// just below the error rate of its best negative.
public final class PeerEvaluation {
  private static final double TOLERANCE_SECONDS = 1;

  private final Fpcalc peer;
  private final IdentifyEvaluation.Progress progress;

  /// Asks this program.
  public PeerEvaluation(Fpcalc peer, IdentifyEvaluation.Progress progress) {
    this.peer = peer;
    this.progress = progress;
  }

  /// One disguise at one length.
  ///
  /// @param hits right recording within a second of the right place
  public record Row(String disguise, double seconds, int queries, int hits) {}

  /// What came of it.
  ///
  /// @param limits by length: the share of differing bits that is accepted
  public record Report(List<Row> rows, Map<Double, Double> limits) {}

  /// Where a query fits best.
  private record Found(QueryRow row, String recording, double offset, double errors) {
    boolean isRight() {
      return row.source().filter(recording::equals).isPresent()
          && Math.abs(offset - row.referenceAt(0)) <= TOLERANCE_SECONDS;
    }
  }

  /// Runs it.
  ///
  /// @param catalogue folder of recordings
  /// @param queries the list that `make_queries.py` writes, with negatives of each length
  public Report run(Path catalogue, Path queries) throws IOException {
    var rows = QueryRow.read(queries);
    var recordings = new TreeMap<String, int[]>();
    var names = IdentifyEvaluation.recordings(catalogue);
    for (String name : names) {
      recordings.put(name, peer.words(catalogue.resolve(name)));
      progress.at("chromaprint, recordings", recordings.size(), names.size());
    }
    var found = new ArrayList<Found>();
    for (var row : rows) {
      found.add(best(row, peer.words(row.query()), recordings));
      progress.at("chromaprint, queries", found.size(), rows.size());
    }
    var limits = limits(found, queries);
    return new Report(rows(found, limits), limits);
  }

  private static Map<Double, Double> limits(List<Found> found, Path queries) {
    var limits = new TreeMap<Double, Double>();
    for (var each : found)
      if (each.row().isNegative()) limits.merge(each.row().seconds(), each.errors(), Math::min);
    for (var each : found)
      if (!limits.containsKey(each.row().seconds()))
        throw new InvalidInput(
            "NO_NEGATIVES",
            queries.toString(),
            "no negative lasts %.0f s: no limit can be set".formatted(each.row().seconds()),
            "make_queries.py --negatives DIR makes some of each length");
    return limits;
  }

  private static List<Row> rows(List<Found> found, Map<Double, Double> limits) {
    var rows = new LinkedHashMap<String, Row>();
    for (var each : found) {
      if (each.row().isNegative()) continue;
      double seconds = each.row().seconds();
      boolean hit = each.isRight() && each.errors() < limits.getOrDefault(seconds, 0.0);
      rows.merge(
          each.row().disguise() + " " + seconds,
          new Row(each.row().disguise(), seconds, 1, hit ? 1 : 0),
          (one, other) ->
              new Row(
                  one.disguise(),
                  one.seconds(),
                  one.queries() + other.queries(),
                  one.hits() + other.hits()));
    }
    return List.copyOf(rows.values());
  }

  private static Found best(QueryRow row, int[] query, Map<String, int[]> recordings) {
    var best = new Found(row, "", 0, 1);
    for (var recording : recordings.entrySet()) {
      int[] there = recording.getValue();
      for (int start = 0; start + query.length <= there.length; start++) {
        double errors = errors(query, there, start);
        if (errors < best.errors())
          best = new Found(row, recording.getKey(), start * Fpcalc.STEP_SECONDS, errors);
      }
    }
    return best;
  }

  /// Share of the bits that differ when the query lies at `start`.
  static double errors(int[] query, int[] there, int start) {
    int errors = 0;
    for (int i = 0; i < query.length; i++) errors += Integer.bitCount(query[i] ^ there[start + i]);
    return query.length == 0 ? 1 : errors / (32.0 * query.length);
  }
}
