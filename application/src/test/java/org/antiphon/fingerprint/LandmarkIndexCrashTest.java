package org.antiphon.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.antiphon.catalogue.RecordingId;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that adds recordings is killed with SIGKILL while it does so, several times over.
class LandmarkIndexCrashTest {
  private static final LandmarkParameters PARAMETERS = LandmarkParameters.current();

  /// More by `-Dantiphon.kills=50`: some seconds each.
  private static final int KILLS = Integer.getInteger("antiphon.kills", 4);

  @Test
  void afterAKillTheIndexHoldsWholeRecordingsUpToItsCatalogueVersion(@TempDir Path folder)
      throws IOException, InterruptedException {
    var random = new Random(12);
    for (int kill = 0; kill < KILLS; kill++) {
      long promised = addUntilKilled(folder, 2 + random.nextInt(12));
      try (var index = LandmarkIndex.open(folder, PARAMETERS)) {
        long version = index.catalogueVersion();
        assertThat(version).isGreaterThanOrEqualTo(promised);
        assertThat(index.size()).isEqualTo((int) version);
        for (int number = 0; number < version; number++)
          assertThat(index.peaks(id(number)).orElseThrow().sha256())
              .isEqualTo(peaks(number).sha256());
      }
      try (var directory = FSDirectory.open(folder.resolve(PARAMETERS.indexVersion().directory()));
          var check = new CheckIndex(directory)) {
        assertThat(check.checkIndex().clean).isTrue();
      }
    }
  }

  /// Lets a child add recordings and kills it after so many commits.
  ///
  /// @return the last version that it said was durable
  private static long addUntilKilled(Path folder, int commits)
      throws IOException, InterruptedException {
    var child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LandmarkIndexCrashTest.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long version = 0;
    try (var said =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (int line = 0; line < commits; line++) {
        String word = said.readLine();
        if (word == null) throw new IOException("the child ended by itself: " + child.waitFor());
        version = Long.parseLong(word);
      }
      child.destroyForcibly();
    }
    child.waitFor();
    return version;
  }

  /// The child: adds for ever, two recordings to a commit.
  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (var index = LandmarkIndex.open(Path.of(arguments[0]), PARAMETERS)) {
      for (int number = (int) index.catalogueVersion(); ; number += 2) {
        for (int i = number; i < number + 2; i++)
          index.add(
              new IndexedRecording(id(i), "t", "a", Optional.empty(), 60, "0".repeat(64)),
              peaks(i));
        index.commit(number + 2L);
        out.println(number + 2);
      }
    }
  }

  private static RecordingId id(int number) {
    return new RecordingId("recording-" + number);
  }

  /// A minute of peaks by chance.
  private static Peaks peaks(int number) {
    var random = new Random(number);
    int size = 1_800;
    var peaks = new Peaks(3_750, new int[size], new int[size], new int[size], new int[size]);
    for (int i = 0; i < size; i++) {
      peaks.t()[i] = 2 * i;
      peaks.f()[i] = random.nextInt(720);
      peaks.contrast()[i] = 300 + random.nextInt(3_000);
      peaks.rank()[i] = random.nextInt(40);
    }
    return peaks;
  }
}
