package org.antiphon.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.antiphon.fingerprint.Match;
import org.antiphon.fingerprint.Matcher;
import org.antiphon.fingerprint.Peaks;

/// How often does chance bring what the chance model promises? Excerpts of 5, 10 and 30 s in turn,
/// cut at seeded places out of the peaks of recordings that are in no catalogue, each held against
/// all of it: of n excerpts, at most p · n should have a match, accepted or only possible, that is
/// expected p times or less. Peaks are cut, not sound: at an excerpt's ends a peak may keep a rank
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
  IdentifyReport.Chance run(Path folder, List<String> files, int cuts) throws IOException {
    for (int file = 0; file < files.size(); file++) {
      var peaks = ear.peaks(folder.resolve(files.get(file)));
      var random = new Random(file);
      for (int cut = file; cut < cuts; cut += files.size()) {
        int seconds = SECONDS[cut % SECONDS.length];
        if (peaks.seconds() > seconds + 1) ask(files.get(file), excerpt(peaks, seconds, random));
      }
    }
    return report();
  }

  private static Peaks excerpt(Peaks peaks, int seconds, Random random) {
    int length = (int) (seconds * Peaks.RATE);
    int start = random.nextInt(peaks.frames() - length);
    return peaks.cut(start, start + length);
  }

  private void ask(String file, Peaks excerpt) {
    var identification = matcher.identify(excerpt);
    var best =
        Stream.concat(identification.matches().stream(), identification.possible().stream())
            .min((one, other) ->
                Double.compare(one.expectedFalseMatches(), other.expectedFalseMatches()));
    found.add(
        new IdentifyReport.Foreign(
            file,
            best.map(match -> match.recording().title()).orElse(""),
            best.map(Match::expectedFalseMatches).orElse(Double.MAX_VALUE),
            best.map(match -> match.evidence().log10Tail()).orElse(0.0)));
  }

  private IdentifyReport.Chance report() {
    var rows = new ArrayList<IdentifyReport.Reliability>();
    for (double promised : PROMISES) {
      int counted =
          (int) found.stream().filter(each -> each.expectedFalseMatches() <= promised).count();
      rows.add(new IdentifyReport.Reliability(promised, promised * found.size(), counted));
    }
    var named = found.stream().filter(each -> !each.named().isEmpty()).toList();
    return new IdentifyReport.Chance(found.size(), rows, named);
  }
}
