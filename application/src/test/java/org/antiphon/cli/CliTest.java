package org.antiphon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.antiphon.Wiring;
import org.antiphon.config.Settings;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.problem.Unavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CliTest {
  private static final Path SAMPLES = Path.of("../samples");
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));

  @TempDir private Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aloneItSaysWhatItIsAndFiveCommandsToTry() {
    assertThat(run(new Nothing())).isZero();
    assertThat(
            out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("./antiphon")))
        .hasSize(5);
  }

  @Test
  void aTypoIsAnsweredWithTheCommandThatWasMeant() {
    assertThat(run(new Nothing(), "identfy", "x.mp3")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Did you mean `identify`?");
  }

  @Test
  void aMistypedOptionIsAnsweredToo() {
    assertThat(run(new Nothing(), "config", "show", "--jsn")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Did you mean `--json`?");
  }

  @Test
  void theBeginningOfACommandIsEnough() {
    assertThat(run(new Nothing(), "conf", "sh", "--json")).isZero();
    assertThat(json().path("schema").stringValue()).isEqualTo("config/1");
  }

  @Test
  void everyHelpHasAnExampleAndAtMostFortyLines() {
    var root = cli(new Nothing()).tree();
    assertThat(all(root))
        .hasSizeGreaterThan(12)
        .allSatisfy(command -> {
          String help = command.getUsageMessage();
          assertThat(help.lines().count()).isLessThanOrEqualTo(40);
          assertThat(help).contains("./antiphon ");
        });
  }

  @Test
  void anUnknownSettingIsUsageAndNamesItsNeighbour() throws IOException {
    Files.writeString(home.resolve("a.toml"), "[server]\nprot = 1\n");
    int code = run(new Nothing(), "config", "show", "--config", home.resolve("a.toml").toString());
    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("a.toml:2").contains("`server.port`");
  }

  @Test
  void whatTheEnvironmentLacksIsFour() {
    assertThat(run(new Nothing(), "catalogue", "list")).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("hint: start it");
  }

  @Test
  void anInternalFaultIsOneAndLeavesAReport() {
    assertThat(run(new Broken(), "catalogue", "list")).isEqualTo(ExitCode.INTERNAL);
    String said = err.toString(StandardCharsets.UTF_8);
    Path report = Path.of(said.replaceFirst("(?s).*hint: send (\\S+);.*", "$1"));
    assertThat(report).content().contains("Command ./antiphon catalogue list").contains("a bug");
  }

  @Test
  void aFileThatIsNoAudioIsAnAnswerAndTheRunGoesOn() throws IOException {
    Path music = folder();
    Path text = Files.writeString(home.resolve("notes.mp3"), "no music");
    Path copy = music.resolve("a.opus");
    int code =
        run(
            wiring(),
            "identify",
            "--json",
            "--catalogue",
            music.toString(),
            text.toString(),
            copy.toString());
    assertThat(code).isEqualTo(ExitCode.SOME_INPUTS);
    List<JsonNode> answers = jsonLines();
    assertThat(answers).hasSize(2);
    assertThat(answers.getFirst().path("error").path("code").stringValue()).isEqualTo("NOT_AUDIO");
    assertThat(answers.getFirst().path("matches")).isEmpty();
    JsonNode match = answers.getLast().path("matches").path(0);
    assertThat(match.path("recording").path("id").stringValue()).startsWith("r");
    assertThat(match.path("tempoFactor").doubleValue()).isBetween(0.999, 1.001);
    assertThat(answers.getLast().path("error").isNull()).isTrue();
  }

  @Test
  void aScanCountsItsConclusionsAndFailsWhereItIsAskedTo() throws IOException {
    Path music = folder();
    Path report = home.resolve("report.jsonl");
    int code =
        run(
            wiring(),
            "scan",
            music.toString(),
            "--catalogue",
            music.toString(),
            "--fail-if",
            "found",
            "--report",
            report.toString());
    assertThat(code).isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("COPY  ")
        .contains("1 of 1 files: 1 COPY");
    assertThat(Files.readAllLines(report))
        .singleElement()
        .asString()
        .contains("\"conclusion\":\"COPY\"");
  }

  @Test
  void afterCtrlCNothingNewIsBegunAndTheCodeSaysSo() throws IOException {
    Path music = folder();
    Cli cli = cli(wiring());
    cli.interruption().ask();
    assertThat(cli.run("scan", music.toString(), "--catalogue", music.toString()))
        .isEqualTo(ExitCode.INTERRUPTED);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("interrupted: 0 of 1");
  }

  @Test
  void initWritesAFileOnceAndRefusesToOverwriteIt() {
    String data = home.resolve("data").toString();
    assertThat(run(new Nothing(), "config", "init", "--data", data)).isZero();
    assertThat(run(new Nothing(), "config", "init", "--data", data)).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void anExportOverwritesNothingUnlessItIsForcedTo() throws IOException {
    Path kept = Files.writeString(home.resolve("kept.zip"), "kept");
    String[] export = {"evidence", "export", "x", "--out", kept.toString(), "--force"};
    assertThat(run(new Nothing(), Arrays.copyOf(export, 5))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is a file of this name");
    assertThat(kept).hasContent("kept");
    assertThat(run(new Nothing(), export)).isEqualTo(ExitCode.ENVIRONMENT);
  }

  @Test
  void helpTellsOfTheTestsAndWhereTheDemonstrationKeepsItsData() {
    var root = cli(new Nothing()).tree();
    assertThat(root.getUsageMessage()).contains("./antiphon test");
    var demo = Objects.requireNonNull(root.getSubcommands().get("demo"));
    assertThat(demo.getUsageMessage())
        .contains("a temporary folder")
        .doesNotContain("~/.antiphon)");
  }

  @Test
  void aFileNameWritesNoLineOfItsOwn() {
    assertThat(Console.shown("a\nCLEAR  b\u001B[2Kc\u202Ed\u0007"))
        .isEqualTo("a\\nCLEAR  b?[2Kc?d?");
    assertThat(Console.shown("\u001B[1;31mCOPY\u001B[0m\tx"))
        .isEqualTo("\u001B[1;31mCOPY\u001B[0m\tx");
    assertThat(run(new Nothing(), "detect", "a\nNO SIGN  b.mp3")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .noneMatch(line -> line.startsWith("NO SIGN"));
  }

  private Path folder() throws IOException {
    Path music = Files.createDirectories(home.resolve("music"));
    Files.copy(SAMPLES.resolve("catalogue/muldjord-chaos-god.opus"), music.resolve("a.opus"));
    return music;
  }

  private int run(Workshop workshop, String... arguments) {
    return cli(workshop).run(arguments);
  }

  private Cli cli(Workshop workshop) {
    return new Cli(
        new Surroundings(
            home,
            Map.of("ANTIPHON_STORAGE_CACHE", TestDatabase.cache().toString()),
            CLOCK,
            new ByteArrayInputStream(new byte[0]),
            stream(out),
            stream(err),
            false),
        workshop);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private Workshop wiring() {
    return new Wiring(CLOCK, stream(out), stream(err), home);
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

  private static List<CommandLine> all(CommandLine command) {
    var commands = new ArrayList<CommandLine>(List.of(command));
    command.getSubcommands().values().forEach(each -> commands.addAll(all(each)));
    return commands;
  }

  /// No room can be opened.
  private static class Nothing implements Workshop {
    @Override
    public Database database(Settings settings) {
      throw missing();
    }

    @Override
    public CatalogueDesk catalogue(Settings settings) {
      throw missing();
    }

    @Override
    public ExaminerDesk examiner(Settings settings, Optional<Path> folder, Optional<Path> roster) {
      throw missing();
    }

    @Override
    public EvidenceDesk evidence(Settings settings) {
      throw missing();
    }

    @Override
    public RehearingDesk rehearing(Settings settings) {
      throw missing();
    }

    @Override
    public ScreeningDesk screening(Settings settings) {
      throw new AssertionError("no screening in this test");
    }

    @Override
    public Optional<Serving> serving() {
      return Optional.of((_, _) -> ExitCode.DONE);
    }

    @Override
    public Optional<Demonstration> demonstration() {
      return Optional.of(_ -> ExitCode.DONE);
    }

    @Override
    public Optional<Drilling> drilling() {
      return Optional.empty();
    }

    private static Unavailable missing() {
      return new Unavailable("DATABASE_UNAVAILABLE", "here", "it does not answer", "start it");
    }
  }

  /// Opening a room meets a bug.
  private static final class Broken extends Nothing {
    @Override
    public CatalogueDesk catalogue(Settings settings) {
      throw new IllegalStateException("a bug");
    }
  }
}
