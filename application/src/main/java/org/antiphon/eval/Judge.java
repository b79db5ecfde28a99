package org.antiphon.eval;

import java.util.Map;
import java.util.Optional;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.Match;
import org.antiphon.fingerprint.Peaks;

/// Holds what was recognised against what is known.
///
/// Right is the right recording within a second of the right place. A recording that repeats itself
/// bar by bar has several right places: another one counts if the recording sounds the same there,
/// that is, if 0.8 of the peaks of the true stretch lie at the same distance there (2.5 frames, 4.5
/// quarter bins, the distance tried in steps of 2 frames up to 6).
final class Judge {
  private static final double TOLERANCE_SECONDS = 1;
  private static final double SAME_SOUND = 0.8;

  private final LandmarkIndex index;
  private final Map<RecordingId, String> paths;

  Judge(LandmarkIndex index, Map<RecordingId, String> paths) {
    this.index = index;
    this.paths = paths;
  }

  Judgement judge(QueryRow row, Identification found, double cpuMillis) {
    var ofTrack = found.matches().stream().filter(m -> isSource(row, m)).toList();
    var exact = ofTrack.stream().filter(m -> isInPlace(row, m)).findFirst();
    var right = exact.or(() -> ofTrack.stream().filter(m -> soundsTheSame(row, m)).findFirst());
    boolean both =
        row.secondSource().stream()
            .anyMatch(s -> found.matches().stream().anyMatch(m -> path(m).equals(s)));
    return new Judgement(
        row,
        found,
        right,
        exact.isEmpty() && right.isPresent(),
        !ofTrack.isEmpty(),
        both && !ofTrack.isEmpty(),
        found.matches().stream().filter(m -> !row.holds(path(m))).toList(),
        cpuMillis);
  }

  String path(Match match) {
    return paths.getOrDefault(match.recording().id(), match.recording().title());
  }

  private boolean isSource(QueryRow row, Match match) {
    return row.source().equals(Optional.of(path(match)));
  }

  private static boolean isInPlace(QueryRow row, Match match) {
    return Math.abs(match.reference().from() - row.referenceAt(match.query().from()))
        <= TOLERANCE_SECONDS;
  }

  private boolean soundsTheSame(QueryRow row, Match match) {
    var peaks = index.peaks(match.recording().id()).orElseThrow();
    double from = row.referenceAt(match.query().from()) * Peaks.RATE;
    double to = row.referenceAt(match.query().to()) * Peaks.RATE;
    double distance = match.reference().from() * Peaks.RATE - from;
    double best = 0;
    for (int step = -6; step <= 6; step += 2)
      best = Math.max(best, sameShare(peaks, from, to, distance + step));
    return best >= SAME_SOUND;
  }

  /// Share of the peaks between two frames that the recording has so many frames later too.
  private static double sameShare(Peaks peaks, double from, double to, double distance) {
    int first = peaks.firstAt(from);
    int last = peaks.firstAt(to);
    int same = 0;
    for (int i = first; i < last; i++) if (hasAnother(peaks, i, distance)) same++;
    return last == first ? 0 : (double) same / (last - first);
  }

  private static boolean hasAnother(Peaks peaks, int i, double distance) {
    double t = peaks.t()[i] + distance;
    for (int j = peaks.firstAt(t - 2.5); j < peaks.size() && peaks.t()[j] <= t + 2.5; j++)
      if (Math.abs(peaks.f()[j] - peaks.f()[i]) <= 4.5) return true;
    return false;
  }
}
