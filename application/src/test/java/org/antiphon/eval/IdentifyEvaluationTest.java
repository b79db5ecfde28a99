package org.antiphon.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.antiphon.fingerprint.Fingerprinter;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.fingerprint.SynthesisedMusic;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentifyEvaluationTest {
  private static final String HEADER =
      "query\tsource\toffset_s\tdisguise\tparams\tseconds\tlead_s\ttempo\tsemitones"
          + "\tsecond_source\tsecond_offset_s\n";
  private final Fingerprinter fingerprinter = new Fingerprinter();
  @TempDir private Path folder;

  @Test
  void hitsMissesAndFalseMatchesAreCounted() throws IOException, InterruptedException {
    var report =
        evaluate(
            """
            q/1@20@8@1.flac\t1.wav\t20\tnone\tnone\t8\t0\t1\t0\t-\t0
            q/2@30@8@1.05.flac\t2.wav\t30\tspeed\t+5\t8\t0\t1.05\t0.8447\t-\t0
            q/2@10@8@1.flac\t2.wav\t25\tnone\tnone\t8\t0\t1\t0\t-\t0
            q/1@10@8@1.flac\t2.wav\t10\tnone\tnone\t8\t0\t1\t0\t-\t0
            q/9@10@8@1.flac\t-\t10\tnegative\tnone\t8\t0\t1\t0\t-\t0
            q/2@15@8@1.flac\t-\t10\tnegative\tnone\t8\t0\t1\t0\t-\t0
            """);
    assertThat(report.queries()).isEqualTo(4);
    assertThat(report.recall()).isCloseTo(0.5, within(1e-9));
    assertThat(report.trackRecall()).isCloseTo(0.75, within(1e-9));
    assertThat(report.negatives()).isEqualTo(2);
    assertThat(report.falseMatches()).isEqualTo(1);
    assertThat(report.wrongRecordings()).isEqualTo(1);
    assertThat(report.misses()).hasSize(2);
    assertThat(report.rows())
        .extracting(IdentifyReport.Row::disguise)
        .containsExactly("none", "speed +5");
    assertThat(report.offsetErrorP95()).isLessThan(0.05);
    assertThat(report.chance().cuts()).isEqualTo(6);
    assertThat(report.chance().reliability().getLast().counted()).isEqualTo(3);
    assertThat(report.chance().named())
        .filteredOn(each -> each.expectedFalseMatches() <= 1e-4)
        .extracting(IdentifyReport.Foreign::file)
        .containsOnly("2.wav");
    assertThat(report.json()).startsWith("{").contains("\"falseMatches\":1");
  }

  @Test
  void everyFaultOfAListIsNamedByItsLine() {
    String rows =
        """
        a.flac\t1.wav\tx\tnone\tnone\t8\t0\t1\t0\t-\t0
        b.flac\t1.wav\t3
        c.flac\t1.wav\t3\tnone\tnone\t8\t0\t1\t0\t-\t0
        """;
    assertThatThrownBy(() -> evaluate(rows))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e -> {
              assertThat(e.faults()).hasSize(2);
              assertThat(e.faults().getFirst().where()).endsWith("queries.tsv:2");
              assertThat(e.faults().getLast().where()).endsWith("queries.tsv:3");
            });
  }

  @Test
  void wilsonsIntervalIsThatOfTheBooks() {
    // 8 of 10: Wilson 1927 by R's prop.test(8, 10, correct = FALSE)
    assertThat(Wilson.of(8, 10).lo()).isCloseTo(0.4901625, within(1e-6));
    assertThat(Wilson.of(8, 10).hi()).isCloseTo(0.9433178, within(1e-6));
    assertThat(Wilson.of(0, 150).hi()).isCloseTo(0.0249703, within(1e-6));
  }

  private IdentifyReport evaluate(String rows) throws IOException, InterruptedException {
    var catalogue = Files.createDirectories(folder.resolve("catalogue"));
    for (int seed = 1; seed < 3; seed++) Files.createFile(catalogue.resolve(seed + ".wav"));
    var foreign = Files.createDirectories(folder.resolve("foreign"));
    Files.createFile(foreign.resolve("2.wav")); // held by the catalogue, against the rule
    Files.createFile(foreign.resolve("7.wav"));
    var list = Files.writeString(folder.resolve("queries.tsv"), HEADER + rows);
    var told = new AtomicInteger();
    var report =
        new IdentifyEvaluation(this::hear, (_, _, _) -> told.incrementAndGet())
            .run(
                new IdentifyEvaluation.Task(
                    catalogue,
                    list,
                    folder.resolve("index"),
                    2,
                    Optional.of(new IdentifyEvaluation.Foreign(foreign, 6)),
                    Optional.empty()));
    assertThat(told.get()).isEqualTo(2 + (int) rows.lines().count());
    return report;
  }

  /// A recording is named by its seed, a query by seed, place, length and speed.
  private Peaks hear(Path file) {
    String[] words = file.getFileName().toString().replaceFirst("\\.\\w+$", "").split("@", -1);
    var music = new SynthesisedMusic(Long.parseLong(words[0]));
    if (words.length == 1) return fingerprinter.peaks(music.samples(45));
    double speed = Double.parseDouble(words[3]);
    return fingerprinter.peaks(
        music.samples(
            Double.parseDouble(words[1]),
            Double.parseDouble(words[2]),
            speed,
            12 * Math.log(speed) / Math.log(2)));
  }
}
