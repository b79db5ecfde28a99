package org.antiphon.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.antiphon.audio.ChildCommand.Fence;
import org.antiphon.problem.Unreadable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A child that fails costs its file, never the pool.
class ChildrenTest {
  private static final int RATE = 44_100;
  private static final double SECONDS = 8;
  @TempDir private static Path folder;
  private static Path flac;
  private static Path mp3;

  @BeforeAll
  static void makeFiles() throws Exception {
    flac = folder.resolve("a.flac");
    mp3 = folder.resolve("a.mp3");
    try (var pool = new CodecPool(Sounds.settings())) {
      var sound = Sounds.music(SECONDS, RATE, 2);
      pool.encode(PcmSource.of(sound, RATE, 2), EncodeRequest.to(Encoding.FLAC, 0), flac);
      pool.encode(PcmSource.of(sound, RATE, 2), EncodeRequest.to(Encoding.MP3, 192_000), mp3);
    }
  }

  @Test
  void aChildThatIsKilledInTheMiddleCostsOnlyItsFile() throws Exception {
    try (var pool = new CodecPool(Sounds.settings().withWorkers(1))) {
      var killing =
          new Collected() {
            @Override
            public void samples(float[] block, int frames) {
              super.samples(block, frames);
              pool.workers().forEach(CodecWorker::kill);
            }
          };
      assertThatThrownBy(() -> pool.decode(flac, DecodeRequest.nativeRate(killing)))
          .isInstanceOfSatisfying(
              Unreadable.class, problem -> assertThat(problem.code()).isEqualTo("UNREADABLE"));
      assertThat(pool.decode(flac, DecodeRequest.nothing()).seconds()).isEqualTo(SECONDS);
    }
  }

  @Test
  void aChildThatLiesOrHangsIsReplacedUntilOneIsTrue() throws Exception {
    var limits =
        AudioLimits.standard()
            .withOutputBytes(10_000_000)
            .withTimes(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(2));
    try (var pool = new CodecPool(Sounds.settings().withWorkers(1), new LiarsThenTrue())) {
      for (var lie : LyingChild.Lie.values()) {
        var request = DecodeRequest.mono16k(new Collected()).within(limits);
        assertThatThrownBy(() -> pool.decode(mp3, request))
            .as(lie.name())
            .isInstanceOfSatisfying(
                Unreadable.class,
                problem ->
                    assertThat(problem.code())
                        .isEqualTo(lie == LyingChild.Lie.HANG ? "TIMED_OUT" : "UNREADABLE"));
        assertThat(pool.workers()).as(lie.name()).isEmpty();
      }
      assertThat(pool.decode(mp3, DecodeRequest.nothing()).seconds()).isGreaterThan(SECONDS - 0.1);
    }
  }

  @Test
  void aSinkThatThrowsLeavesThePoolInOrder() throws Exception {
    try (var pool = new CodecPool(Sounds.settings().withWorkers(1))) {
      var failing =
          new Collected() {
            @Override
            public void samples(float[] block, int frames) {
              throw new IllegalStateException("the sink's own fault");
            }
          };
      assertThatThrownBy(() -> pool.decode(flac, DecodeRequest.nativeRate(failing)))
          .hasMessage("the sink's own fault");
      assertThat(pool.decode(flac, DecodeRequest.nothing()).seconds()).isEqualTo(SECONDS);
    }
  }

  @Test
  void theSameFileGivesTheSameSamplesWhateverThePool() throws Exception {
    var one = new Collected();
    try (var pool = new CodecPool(Sounds.settings().withWorkers(1))) {
      pool.decode(mp3, DecodeRequest.mono16k(one));
    }
    try (var pool = new CodecPool(Sounds.settings().withWorkers(3));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<float[]>>();
      for (int i = 0; i < 6; i++)
        calls.add(() -> {
          var heard = new Collected();
          pool.decode(mp3, DecodeRequest.mono16k(heard).withNativeRate(ignored()));
          return heard.all();
        });
      for (var heard : threads.invokeAll(calls)) assertThat(heard.get()).isEqualTo(one.all());
      assertThat(pool.workers()).hasSizeBetween(1, 3);
    }
  }

  @Test
  void aChildRetiresAfterItsFiles() throws Exception {
    var settings = new CodecSettings(Sounds.CACHE, 1, 3, 1L << 40);
    try (var pool = new CodecPool(settings)) {
      pool.decode(mp3, DecodeRequest.nothing());
      long first = pid(pool);
      pool.decode(mp3, DecodeRequest.nothing());
      assertThat(pid(pool)).isEqualTo(first);
      pool.decode(mp3, DecodeRequest.nothing());
      assertThat(pool.workers()).isEmpty();
      pool.decode(mp3, DecodeRequest.nothing());
      assertThat(pid(pool)).isNotEqualTo(first);
    }
  }

  @Test
  void aChildThatGrewIsReplaced() throws Exception {
    try (var pool = new CodecPool(new CodecSettings(Sounds.CACHE, 1, 200, 1 << 20))) {
      pool.decode(mp3, DecodeRequest.nothing());
      assertThat(pool.workers()).isEmpty();
    }
  }

  @Test
  void childrenDieWithThePoolAndWithTheProcessThatStartedThem() throws Exception {
    var parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                MortalParent.class.getName(),
                Sounds.CACHE.toAbsolutePath().toString(),
                mp3.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var output = parent.inputReader()) {
      long child = Long.parseLong(output.readLine());
      assertThat(ProcessHandle.of(child)).isPresent();
      parent.destroyForcibly().waitFor();
      await().atMost(10, TimeUnit.SECONDS).until(() -> !isRunning(child));
    }
  }

  @Test
  void aChildHasNoCapabilityAndMayGainNone() throws Exception {
    try (var pool = new CodecPool(Sounds.settings().withWorkers(1))) {
      pool.decode(mp3, DecodeRequest.nothing());
      var status = Files.readString(Path.of("/proc", String.valueOf(pid(pool)), "status"));
      assertThat(status).contains("NoNewPrivs:\t1");
      assertThat(Files.readString(Path.of("/proc", String.valueOf(pid(pool)), "limits")))
          .containsPattern("Max file size +0 ");
    }
  }

  @ParameterizedTest
  @EnumSource(Fence.class)
  void everyFenceThatTheMachineAllowsDecodes(Fence fence) throws Exception {
    if (fence == Fence.NAMESPACE && !canUnshare("true")) return; // refused here, as in containers
    try (var pool =
        new CodecPool(
            Sounds.settings().withWorkers(1),
            () -> CodecWorker.start(ChildCommand.worker(Sounds.CACHE, fence)))) {
      assertThat(pool.decode(flac, DecodeRequest.nothing()).seconds()).isEqualTo(SECONDS);
    }
  }

  /// The trap: FFmpeg's program and its libavdevice need libxcb, libasound and libpulse, which lie
  /// on developers' machines and on no bare one.
  @Test
  void noDesktopLibraryIsNeededToDecodeOrEncode() throws Exception {
    String mask =
        "for f in /usr/lib/*/libpulse* /usr/lib/*/libasound* /usr/lib/*/libxcb* /usr/lib/*/libX11*;"
            + " do [ -f \"$f\" ] && mount --bind /dev/null \"$f\"; done; exec \"$@\"";
    var fence =
        canUnshare("mount --bind /dev/null /etc/hostname")
            ? List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mask, "sh")
            : List.<String>of();
    var java = ChildCommand.worker(Sounds.CACHE, Fence.PROCESS).java();
    try (var pool =
        new CodecPool(
            Sounds.settings().withWorkers(1),
            () -> CodecWorker.start(new ChildCommand(java, fence)))) {
      pool.encode(
          PcmSource.of(Sounds.music(4, RATE, 1), RATE, 1),
          EncodeRequest.to(Encoding.AAC, 96_000).after(Transformation.tempo(1.05)),
          folder.resolve("masked.m4a"));
      var info = pool.decode(folder.resolve("masked.m4a"), DecodeRequest.mono16k(ignored()));
      assertThat(info.seconds()).isBetween(3.7, 3.9);
      var maps = Files.readString(Path.of("/proc", String.valueOf(pid(pool)), "maps"));
      assertThat(maps)
          .contains("libavcodec", "libswresample")
          .doesNotContain("libavdevice", "libxcb", "libasound", "libpulse", "libX11");
    }
  }

  private static Collected ignored() {
    return new Collected() {
      @Override
      public void samples(float[] block, int frames) {}
    };
  }

  private static boolean canUnshare(String command) throws Exception {
    return new ProcessBuilder(
                "unshare", "--user", "--map-root-user", "--mount", "sh", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private static boolean isRunning(long pid) throws IOException {
    var stat = Path.of("/proc", String.valueOf(pid), "stat");
    // A zombie of a parent that does not reap is dead all the same.
    return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
  }

  private static long pid(CodecPool pool) {
    return pool.workers().iterator().next().pid();
  }

  /// One child for each lie, then true ones.
  private static final class LiarsThenTrue implements CodecPool.WorkerSource {
    private final Deque<ChildCommand> commands = new ArrayDeque<>();

    LiarsThenTrue() {
      var truth = ChildCommand.worker(Sounds.CACHE, Fence.PROCESS);
      for (var lie : LyingChild.Lie.values()) {
        var words = new ArrayList<>(truth.java());
        int classPath = words.indexOf("-cp") + 1;
        var tests = Path.of("target", "test-classes").toAbsolutePath();
        words.set(classPath, words.get(classPath) + File.pathSeparator + tests);
        words.set(words.size() - 1, LyingChild.class.getName());
        words.add(lie.name());
        commands.add(new ChildCommand(words, List.of()));
      }
      commands.add(truth);
    }

    @Override
    public CodecWorker start() throws IOException {
      return CodecWorker.start(commands.remove());
    }
  }
}
