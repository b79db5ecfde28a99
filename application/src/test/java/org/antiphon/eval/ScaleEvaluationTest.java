package org.antiphon.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.antiphon.fingerprint.Fingerprinter;
import org.antiphon.fingerprint.HashStatistics;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.fingerprint.SynthesisedMusic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaleEvaluationTest {
  private final Fingerprinter fingerprinter = new Fingerprinter();
  @TempDir private Path folder;

  @Test
  void aCatalogueGrownToItsSizesFindsItsOwnAndNamesNothingElse() throws IOException {
    var rows =
        new ScaleEvaluation(this::hear, (_, _, _) -> {})
            .run(
                new ScaleEvaluation.Task(
                    List.of(22, 8),
                    files("catalogue", 1, 3),
                    Optional.empty(),
                    files("other", 11, 14),
                    folder.resolve("index"),
                    40,
                    7));
    for (int size : new int[] {8, 22}) {
      String query = size + " recordings, query 10 s";
      assertThat(value(rows, query, "recall of 3")).as("%s", rows).isEqualTo(1);
      assertThat(value(rows, query, "name a made recording")).isZero();
      assertThat(value(rows, size + " recordings, absent 5 s", "of 60 named")).isZero();
      assertThat(value(rows, size + " recordings", "bytes per audio second")).isPositive();
    }
    assertThat(value(rows, "8 recordings", "hours"))
        .isLessThan(value(rows, "22 recordings", "hours"));
  }

  @Test
  void aSyntheticPieceIsTheSameForItsNumberAndSeedAndNoOther() {
    var music = new SyntheticMusic(List.of(hear(Path.of("1.wav")), hear(Path.of("2.wav"))), 5);
    assertThat(music.piece(3, 30).sha256()).isEqualTo(music.piece(3, 30).sha256());
    assertThat(music.piece(3, 30).sha256()).isNotEqualTo(music.piece(4, 30).sha256());
    assertThat(music.piece(3, 30).t()).isSorted();
  }

  @Test
  void musicThatRepeatsItselfHasFewerEffectiveHashesAndMoreOfItsOwn() {
    var once = hear(Path.of("1.wav"));
    var bar = once.cut(0, 500);
    var repeating = new HashStatistics();
    repeating.add(Peaks.joined(List.of(bar, bar, bar, bar, bar)));
    var changing = new HashStatistics();
    changing.add(once.cut(0, 2_500));
    assertThat(repeating.repeats()).isGreaterThan(2 * changing.repeats());
    assertThat(repeating.effectiveHashes()).isLessThan(changing.effectiveHashes());
    assertThat(repeating.shareOfCommonest(100)).isGreaterThan(changing.shareOfCommonest(100));
  }

  @Test
  void aCopyOfPeaksIsFasterHigherAndThinnerAsAsked() {
    var of = hear(Path.of("1.wav"));
    var copy = SyntheticMusic.copy(of, 0, of.frames(), 0.5, 24, 0.4, new Random(1));
    assertThat(copy.frames()).isEqualTo(of.frames() / 2);
    assertThat(copy.size()).isBetween(of.size() / 2, of.size() * 7 / 10);
  }

  private Path files(String name, int from, int to) throws IOException {
    var files = Files.createDirectories(folder.resolve(name));
    for (int seed = from; seed <= to; seed++) Files.createFile(files.resolve(seed + ".wav"));
    return files;
  }

  private static double value(List<ScaleEvaluation.Row> rows, String name, String unit) {
    return rows.stream()
        .filter(row -> row.name().equals(name) && row.unit().equals(unit))
        .mapToDouble(ScaleEvaluation.Row::value)
        .findFirst()
        .orElseThrow();
  }

  /// A recording is named by its seed.
  private Peaks hear(Path file) {
    String name = file.getFileName().toString();
    var music = new SynthesisedMusic(Long.parseLong(name.substring(0, name.indexOf('.'))));
    return fingerprinter.peaks(music.samples(45));
  }
}
