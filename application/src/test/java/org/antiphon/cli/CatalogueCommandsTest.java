package org.antiphon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.antiphon.Antiphon;
import org.antiphon.Wiring;
import org.antiphon.database.TestDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The catalogue's commands on a real installation in a temporary folder.
class CatalogueCommandsTest {
  private static final Path SAMPLES = Path.of("../samples/catalogue").toAbsolutePath().normalize();
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));

  @TempDir private Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aCatalogueIsAddedFoundExportedAndRemoved() throws IOException {
    Path csv =
        csv("id,file,title,artist,isrc,territories\n", "x1,%s,Chaos God,Muldjord,ZZANT2600001,*\n");
    assertThat(run("catalogue", "add", csv.toString(), "--dry-run")).isZero();
    assertThat(home.resolve("data")).doesNotExist();
    assertThat(run("catalogue", "add", csv.toString(), "--json")).isZero();
    assertThat(json().path("new").intValue()).isEqualTo(1);
    assertThat(run("catalogue", "add", csv.toString(), "--json")).isZero();
    assertThat(json().path("alreadyHere").intValue()).isEqualTo(1);
    // The same bytes under another name, from a folder: still one recording.
    Path folder = Files.createDirectories(home.resolve("music"));
    Files.copy(home.resolve("a.opus"), folder.resolve("other name.opus"));
    assertThat(run("catalogue", "add", folder.toString(), "--json")).isZero();
    assertThat(json().path("alreadyHere").intValue()).isEqualTo(1);
    assertThat(run("identify", folder.resolve("other name.opus").toString(), "--json")).isZero();
    assertThat(json().at("/matches/0/recording/id").stringValue()).isEqualTo("x1");
    var heard = folder.resolve("other name.opus").toString();
    Path drawn = home.resolve("drawn");
    assertThat(run("identify", heard, "--picture", drawn.toString())).isZero();
    assertThat(Files.readString(drawn.resolve("other name.opus-1-x1.svg")))
        .contains("<circle", "slope 1.0");
    assertThat(run("catalogue", "exclude", "x1", "--from", "0", "--to", "2", "--reason", "loop"))
        .isZero();
    Path exported = home.resolve("out.csv");
    assertThat(run("catalogue", "export", "--out", exported.toString())).isZero();
    assertThat(run("catalogue", "add", exported.toString(), "--json")).isZero();
    assertThat(json().path("alreadyHere").intValue()).isEqualTo(1);
    assertThat(run("catalogue", "remove", "x1")).isEqualTo(ExitCode.USAGE);
    assertThat(run("catalogue", "remove", "x1", "--yes")).isZero();
    assertThat(run("identify", folder.resolve("other name.opus").toString(), "--json")).isZero();
    assertThat(json().path("matches")).isEmpty();
    assertThat(run("doctor", "--json")).isZero();
  }

  @Test
  void everyFaultIsSaidBeforeAnythingIsWritten() throws IOException {
    Path csv =
        csv("title,file,isrc,territories\n", "fine,%s,,\nbad,,ZZANT26,UK\nworse,none.wav,,\n");
    assertThat(run("catalogue", "add", csv.toString(), "--json")).isEqualTo(ExitCode.SOME_INPUTS);
    assertThat(json().path("errors")).hasSize(3);
    assertThat(json().path("imported").booleanValue()).isFalse();
    assertThat(run("catalogue", "list", "--json")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(run("catalogue", "add", csv.toString(), "--faults", "skip", "--json"))
        .isEqualTo(ExitCode.SOME_INPUTS);
    assertThat(json().path("new").intValue()).isEqualTo(1);
  }

  @Test
  void aGivenFileIsNotedOnceAndTheRecordIsSignedAndHolds() throws IOException {
    Path file = home.resolve("a.opus");
    Files.copy(SAMPLES.resolve("muldjord-chaos-god.opus"), file);
    assertThat(run("intake", "add", file.toString(), "--json")).isZero();
    assertThat(json().path("new").intValue()).isEqualTo(1);
    assertThat(run("intake", "add", file.toString(), "--json")).isZero();
    assertThat(json().path("alreadyHere").intValue()).isEqualTo(1);
    assertThat(run("intake", "add", home.resolve("none.mp3").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(run("case", "list", "--json")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(run("case", "show", "nonsense")).isEqualTo(ExitCode.USAGE);
    assertThat(run("ledger", "checkpoint")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\n— antiphon/ledger/");
    Path kept = Files.writeString(home.resolve("kept.txt"), out.toString(StandardCharsets.UTF_8));
    assertThat(run("ledger", "verify", "--against", kept.toString(), "--json")).isZero();
    assertThat(json().path("verified").booleanValue()).isTrue();
  }

  @Test
  void aFolderGivesItsSoundsAndTheRestIsNamed() throws IOException {
    Path folder = Files.createDirectories(home.resolve("given"));
    Files.copy(SAMPLES.resolve("muldjord-chaos-god.opus"), folder.resolve("a.opus"));
    Files.writeString(folder.resolve("list.csv"), "url\n");
    Files.writeString(folder.resolve("page.json"), "{}");
    assertThat(run("intake", "add", folder.toString(), "--json")).isZero();
    assertThat(json().path("uploads")).hasSize(1);
    assertThat(json().path("passedBy").toString()).contains("list.csv", "page.json");
    assertThat(run("screen", folder.toString(), "--json")).isEqualTo(ExitCode.SOME_INPUTS);
    assertThat(json().at("/error/message").stringValue()).isEqualTo("this is a folder");
    assertThat(json().has("advice")).isTrue();
    assertThat(json().path("advice").isNull()).isTrue();
  }

  /// kill -9 once the first, then some more blobs lie on the disk: each time at another moment of
  /// another recording. The last run must find what is there, and bring the rest.
  @Test
  void killedWhileAddingItLeavesNothingHalfAdded() throws Exception {
    long seed = 20261122;
    var random = new Random(seed);
    Path music = someMusic(4);
    int blobs = 0;
    for (int kill = 0; kill < 2; kill++) {
      blobs += 1 + random.nextInt(3);
      killAt(music, blobs);
    }
    assertThat(run("catalogue", "add", music.toString(), "--json")).as("seed %d", seed).isZero();
    assertThat(json().path("new").intValue() + json().path("alreadyHere").intValue()).isEqualTo(4);
    assertThat(run("catalogue", "list", "--json")).isZero();
    assertThat(jsonLines()).hasSize(4);
    assertThat(run("doctor", "--json")).isZero();
    assertThat(json().path("checks"))
        .anySatisfy(check -> {
          assertThat(check.path("name").stringValue()).isEqualTo("database and index");
          assertThat(check.path("result").stringValue()).isEqualTo("OK");
        });
    for (Path file : files(music)) {
      assertThat(run("identify", file.toString(), "--json")).isZero();
      assertThat(json().path("matches").isEmpty()).as("%s", file).isFalse();
    }
  }

  private void killAt(Path music, int blobs) throws Exception {
    Path log = home.resolve("child.log");
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Antiphon.class.getName(),
                "catalogue",
                "add",
                music.toString(),
                "--data",
                home.resolve("data").toString(),
                "--threads",
                "1")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("ANTIPHON_STORAGE_CACHE", TestDatabase.cache().toString());
    Process child = builder.start();
    try {
      Awaitility.await()
          .atMost(3, TimeUnit.MINUTES)
          .pollDelay(0, TimeUnit.MILLISECONDS)
          .pollInterval(5, TimeUnit.MILLISECONDS)
          .until(() -> !child.isAlive() || blobs() >= blobs);
      assertThat(child.isAlive()).as("ended before the kill: %s", log).isTrue();
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private long blobs() throws IOException {
    Path folder = home.resolve("data/blobs");
    if (Files.notExists(folder)) return 0;
    try (var all = Files.walk(folder)) {
      return all.filter(each -> each.getFileName().toString().length() == 64).count();
    } catch (UncheckedIOException _) {
      return 0; // a part was renamed while it was looked at
    }
  }

  private Path someMusic(int count) throws IOException {
    Path music = Files.createDirectories(home.resolve("music"));
    for (Path file : files(SAMPLES).subList(0, count))
      Files.copy(file, music.resolve(file.getFileName()));
    return music;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return new ArrayList<>(all.sorted().toList());
    }
  }

  private Path csv(String header, String rows) throws IOException {
    Files.copy(SAMPLES.resolve("muldjord-chaos-god.opus"), home.resolve("a.opus"));
    return Files.writeString(home.resolve("c.csv"), header + rows.formatted("a.opus"));
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", home.resolve("data").toString()));
    var cli =
        new Cli(
            new Surroundings(
                home,
                Map.of("ANTIPHON_STORAGE_CACHE", TestDatabase.cache().toString()),
                CLOCK,
                new ByteArrayInputStream(new byte[0]),
                stream(out),
                stream(err),
                false),
            new Wiring(CLOCK, stream(out), stream(err), home));
    return cli.run(all.toArray(String[]::new));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private JsonNode json() {
    return jsonLines().getFirst();
  }

  private List<JsonNode> jsonLines() {
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> JsonMapper.shared().readTree(line))
        .toList();
  }
}
