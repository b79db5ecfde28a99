package org.antiphon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.antiphon.problem.Unreadable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What somebody gives by mistake is answered, and is no fault of the program.
class WrongInputsTest {
  private static final Path SAMPLES = Path.of("../samples").toAbsolutePath().normalize();

  @TempDir private Path home;
  private Terminal terminal;
  private Path music;
  private Path sound;

  @BeforeEach
  void give() throws IOException {
    terminal = new Terminal(home);
    music = Files.createDirectories(home.resolve("music"));
    sound = music.resolve("a.opus");
    Files.copy(SAMPLES.resolve("bystanders/glest-magic.opus"), sound);
    Files.createDirectories(home.resolve("folder"));
    Files.write(home.resolve("noise.mp3"), new byte[] {(byte) 0xff, (byte) 0xfb, (byte) 0x90, 0});
    Files.writeString(home.resolve("text.txt"), "no folder");
  }

  /// A link to itself cannot be opened, not even by root, whom no permission stops.
  private Path closed() throws IOException {
    Path link = home.resolve("closed.mp3");
    return Files.createSymbolicLink(link, link);
  }

  @ParameterizedTest
  @MethodSource("commandsOfManyFiles")
  void aFileThatCannotBeOpenedIsAnAnswerAndTheRunGoesOn(String command) throws IOException {
    var words = Stream.concat(Stream.of(command.split(" ")), Stream.of(closed(), sound, "--json"));
    assertThat(terminal.run(words.toArray())).isEqualTo(ExitCode.SOME_INPUTS);
    assertThat(terminal.json()).hasSize(2);
    var closed = terminal.json().getFirst();
    assertThat(closed.path("file").stringValue()).endsWith("closed.mp3");
    assertThat(closed.at("/error/code").stringValue()).isEqualTo("UNREADABLE");
    assertThat(closed.at("/error/message").stringValue()).isNotBlank();
    assertThat(closed.at("/error/hint").stringValue()).isNotBlank();
    assertThat(terminal.json().getLast().path("error").isNull()).isTrue();
  }

  static List<String> commandsOfManyFiles() {
    var samples = SAMPLES.resolve("catalogue").toString();
    return List.of(
        "detect", "provenance", "scan --catalogue " + samples, "identify --catalogue " + samples);
  }

  @Test
  void whoMayNotReadAFileIsToldSoAndWhatToDo() {
    var fault = Unreadable.closed(Path.of("a.mp3"), new AccessDeniedException("a.mp3"));
    assertThat(fault.code()).isEqualTo("UNREADABLE");
    assertThat(fault.where()).isEqualTo("a.mp3");
    assertThat(fault.what()).isEqualTo("this user may not read it");
    assertThat(fault.hint()).contains("chmod");
  }

  @Test
  void aPlaceThatMayNotBeWrittenToIsNoInternalFault() {
    var fault = FileFault.of(new AccessDeniedException(home.resolve("x").toString()), List.of());
    assertThat(fault)
        .hasValueSatisfying(each -> {
          assertThat(each.code()).isEqualTo("NOT_WRITABLE");
          assertThat(ExitCode.of(each)).isEqualTo(ExitCode.USAGE);
        });
  }

  @Test
  void whatTheFileSystemDidNotSayStaysABug() {
    assertThat(FileFault.of(new IllegalStateException("a bug"), List.of())).isEmpty();
    assertThat(FileFault.of(new IOException("connection reset"), List.of(home))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakenArgumentIsNamedWithWhatToDo(String command, String code, String where) {
    var words =
        Stream.of(command.split(" "))
            .map(word ->
                word.replace("FOLDER", home.resolve("folder").toString())
                    .replace("NOISE", home.resolve("noise.mp3").toString())
                    .replace("TEXT", home.resolve("text.txt").toString())
                    .replace("SOUND", sound.toString())
                    .replace("MUSIC", music.toString())
                    .replace("ROSTER", SAMPLES.resolve("roster.csv").toString()));
    assertThat(terminal.run(Stream.concat(words, Stream.of("--json")).toArray()))
        .isIn(ExitCode.USAGE, ExitCode.SOME_INPUTS);
    var error = terminal.json().getLast().path("error");
    assertThat(error.path("code").stringValue()).isEqualTo(code);
    assertThat(error.path("where").stringValue()).contains(where);
    assertThat(error.path("hint").stringValue()).isNotBlank();
    assertThat(terminal.err()).doesNotContain("internal fault");
  }

  static List<Object[]> mistakes() {
    return Stream.of(
            "roster add FOLDER; IS_FOLDER; folder",
            "eval impersonation --attack 1 --roster FOLDER; IS_FOLDER; folder",
            "eval impersonation --roster ROSTER --credits FOLDER; IS_FOLDER; folder",
            "eval provenance --manifest FOLDER; IS_FOLDER; folder",
            "eval detect --manifest FOLDER; IS_FOLDER; folder",
            "scan --catalogue MUSIC --retry-failed FOLDER; IS_FOLDER; folder",
            "scan SOUND --catalogue MUSIC --report FOLDER; IS_FOLDER; folder",
            "sign FOLDER --key TEXT --password env:PASSWORD --source digitalCreation; IS_FOLDER; folder",
            "detect SOUND --picture TEXT; NO_FOLDER; text.txt",
            "identify SOUND --catalogue MUSIC --picture TEXT; NO_FOLDER; text.txt",
            "identify SOUND --data TEXT; NO_FOLDER; text.txt",
            "provenance SOUND --trust FOLDER; IS_FOLDER; folder",
            "provenance SOUND --trust NOISE; NO_TEXT; noise.mp3",
            "trust add foo FOLDER; IS_FOLDER; folder",
            "trust add foo NOISE; NO_TEXT; noise.mp3",
            "identify SOUND --max-matches -1; OPTION; --max-matches")
        .map(line -> (Object[]) line.split("; "))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commandsOfManyFiles")
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPipeIsRefusedAndNotWaitedFor(String command) throws Exception {
    Path pipe = home.resolve("pipe.mp3");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    var words = Stream.concat(Stream.of(command.split(" ")), Stream.of(pipe, "--json"));
    assertThat(terminal.run(words.toArray())).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.json().getFirst().at("/error/code").stringValue())
        .isEqualTo("NO_REGULAR_FILE");
  }

  @Test
  void whatNobodyHeardHasNoProbability() throws IOException {
    Path text = Files.writeString(home.resolve("notes.mp3"), "no music");
    Path empty = Files.createFile(home.resolve("empty.mp3"));
    Path nothing = Files.write(home.resolve("nothing.wav"), silentWav(0));
    Path silent = Files.write(home.resolve("silent.wav"), silentWav(5));
    int code = terminal.run("detect", text, empty, nothing, silent, sound, "--json");
    assertThat(code).isEqualTo(ExitCode.SOME_INPUTS);
    assertThat(terminal.json().subList(0, 4))
        .allSatisfy(answer -> {
          assertThat(answer.path("error").isObject()).isTrue();
          assertThat(answer.path("verdict").stringValue()).isEqualTo("CANNOT_TELL");
          assertThat(answer.path("probability").isNull()).isTrue();
          assertThat(answer.path("interval").isNull()).isTrue();
        });
    assertThat(terminal.json().getLast().path("probability").isNumber()).isTrue();
    assertThat(terminal.run("scan", text, "--catalogue", music)).isEqualTo(ExitCode.SOME_INPUTS);
    assertThat(terminal.out()).doesNotContain("probability");
  }

  @Test
  void whatIsNoSoundIsCalledWhatItIs() throws IOException {
    Path empty = Files.createFile(home.resolve("empty.mp3"));
    Path zip = Files.write(home.resolve("zip.mp3"), new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0});
    Path text = Files.writeString(home.resolve("notes.mp3"), "no music");
    int code = terminal.run("provenance", empty, zip, text, "--json");
    assertThat(code).isEqualTo(ExitCode.SOME_INPUTS);
    assertThat(terminal.json())
        .extracting(answer -> answer.at("/findings/0/code").stringValue())
        .containsExactly("container.empty", "container.archive", "container.unknown");
    assertThat(terminal.json().get(1).at("/error/message").stringValue()).contains("ZIP");
  }

  @Test
  void aDryRunFindsTheFaultsThatTheAdditionWould() throws IOException {
    Files.writeString(music.resolve("notes.mp3"), "no music");
    Files.write(music.resolve("silent.wav"), silentWav(5));
    Files.createSymbolicLink(home.resolve("loop.mp3"), home.resolve("loop.mp3"));
    int code = terminal.run("catalogue", "add", music, home.resolve("loop.mp3"), "--dry-run");
    assertThat(code).isEqualTo(ExitCode.SOME_INPUTS);
    assertThat(terminal.out()).contains("1 without fault, 3 faults").contains("new: " + sound);
    assertThat(terminal.err()).contains("NOT_AUDIO", "SILENT", "UNREADABLE");
    assertThat(home.resolve(".antiphon")).doesNotExist();
  }

  @Test
  void anAddressThatIsNeverFetchedIsRefusedAtOnceWithTheReason() {
    int code =
        terminal.run(
            "intake",
            "add",
            "http://127.0.0.1/x.mp3",
            "http://[::1]/x.mp3",
            "http://localhost:8080/x.mp3",
            "file:///etc/passwd");
    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err())
        .contains(
            "127.0.0.0/8 loopback",
            "[::1]/x.mp3: it is never fetched",
            "localhost is this machine",
            "only http and https are fetched, not file");
    assertThat(home.resolve(".antiphon")).doesNotExist();
  }

  /// 8 kHz, one channel, 16 bits.
  private static byte[] silentWav(int seconds) {
    int bytes = seconds * 16_000;
    return ByteBuffer.allocate(44 + bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(36 + bytes)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(8_000)
        .putInt(16_000)
        .putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(bytes)
        .array();
  }
}
