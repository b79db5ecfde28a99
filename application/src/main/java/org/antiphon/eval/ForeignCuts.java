package org.antiphon.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antiphon.fingerprint.Match;
import org.antiphon.fingerprint.Matcher;
import org.antiphon.fingerprint.Peaks;

/// How often does chance bring what the chance model promises? Excerpts of 5, 10 and 30 s in turn,
/// cut at seeded places out of the peaks of recordings that are in no catalogue, each held against
/// all of it: of n excerpts, at most p · n should have a match, accepted or only possible, that is
/// expected p times or less. Counted for each kind of sound by itself too: the folder that a file
/// lies in, or what was made. Peaks are cut, not sound: at an excerpt's ends a peak may keep a rank
/// that it would not have there.
final class ForeignCuts {
  private static final int[] SECONDS = {5, 10, 30};
  private static final double[] PROMISES = {1, 1e-1, 1e-2, 1e-3, 1e-4};

  private final IdentifyEvaluation.Ear ear;
  private final Matcher matcher;
  private final List<IdentifyReport.Foreign> found = new ArrayList<>();

  ForeignCuts(IdentifyEvaluation.Ear ear, Matcher matcher) {
    this.ear = ear;
    this.matcher = matcher;
  }

  /// Cuts so many excerpts out of the files, which must hold nothing of the catalogue.
  void files(Path folder, List<String> files, int cuts) throws IOException {
    for (int file = 0; file < files.size(); file++) {
      var name = Path.of(files.get(file));
      String kind = name.getNameCount() > 1 ? name.getName(0).toString() : "foreign";
      cut(
          kind,
          files.get(file),
          ear.peaks(folder.resolve(name)),
          new Cuts(file, files.size(), cuts));
    }
  }

  /// Cuts so many excerpts out of sounds of a kind.
  void made(String kind, List<Peaks> sounds, int cuts) {
    for (int sound = 0; sound < sounds.size(); sound++)
      cut(kind, kind + " " + sound, sounds.get(sound), new Cuts(sound, sounds.size(), cuts));
  }

  /// Excerpts `first`, `first + step`, … of `count`.
  private record Cuts(int first, int step, int count) {}

  private void cut(String kind, String file, Peaks peaks, Cuts cuts) {
    var random = new Random(cuts.first());
    for (int cut = cuts.first(); cut < cuts.count(); cut += cuts.step()) {
      int seconds = SECONDS[cut % SECONDS.length];
      if (peaks.seconds() > seconds + 1) ask(kind, file, excerpt(peaks, seconds, random));
    }
  }

  private static Peaks excerpt(Peaks peaks, int seconds, Random random) {
    int length = (int) (seconds * Peaks.RATE);
    int start = random.nextInt(peaks.frames() - length);
    return peaks.cut(start, start + length);
  }

  private void ask(String kind, String file, Peaks excerpt) {
    var identification = matcher.identify(excerpt);
    var best =
        Stream.concat(identification.matches().stream(), identification.possible().stream())
            .min(Comparator.comparingDouble(Match::expectedFalseMatches));
    found.add(
        new IdentifyReport.Foreign(
            kind,
            file,
            best.map(match -> match.recording().title()).orElse(""),
            !identification.matches().isEmpty(),
            best.map(Match::expectedFalseMatches).orElse(Double.MAX_VALUE),
            best.map(match -> match.evidence().log10Tail()).orElse(0.0)));
  }

  IdentifyReport.Chance report() {
    Map<String, List<IdentifyReport.Foreign>> kinds =
        found.stream()
            .collect(
                Collectors.groupingBy(
                    IdentifyReport.Foreign::kind, TreeMap::new, Collectors.toList()));
    var byKind = new ArrayList<IdentifyReport.Kind>();
    kinds.forEach((kind, those) ->
        byKind.add(
            new IdentifyReport.Kind(
                kind,
                those.size(),
                (int) those.stream().filter(IdentifyReport.Foreign::accepted).count(),
                phi(those),
                reliability(those))));
    var named = found.stream().filter(each -> !each.named().isEmpty()).toList();
    return new IdentifyReport.Chance(found.size(), reliability(found), byKind, named);
  }

  private static List<IdentifyReport.Reliability> reliability(List<IdentifyReport.Foreign> those) {
    var rows = new ArrayList<IdentifyReport.Reliability>();
    for (double promised : PROMISES) {
      int counted =
          (int) those.stream().filter(each -> each.expectedFalseMatches() <= promised).count();
      rows.add(new IdentifyReport.Reliability(promised, promised * those.size(), counted));
    }
    return rows;
  }

  /// The least φ, 1 or more, by which no more excerpts are as unlikely as promised. An excerpt with
  /// the tail lg is expected N · 10^(lg / φ) times, N the alignments that were tried; the i-th best
  /// of n must be expected i / n times or more. The best one alone is left out where there are 30:
  /// one excerpt in n may be as unlikely as it likes.
  static double phi(List<IdentifyReport.Foreign> those) {
    var sorted =
        those.stream()
            .filter(each -> !each.named().isEmpty())
            .sorted(Comparator.comparingDouble(IdentifyReport.Foreign::expectedFalseMatches))
            .toList();
    double phi = 1;
    for (int i = those.size() >= 30 ? 1 : 0; i < sorted.size(); i++) {
      double tail = sorted.get(i).log10Tail();
      double alignments = Math.log10(sorted.get(i).expectedFalseMatches()) - tail;
      double room = alignments - Math.log10((i + 1.0) / those.size());
      if (room > 0) phi = Math.max(phi, -tail / room);
    }
    return phi;
  }
}
