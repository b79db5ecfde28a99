package org.antiphon.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.network.screening.Advice;
import org.antiphon.network.screening.Screened;
import org.antiphon.network.screening.Screening;

/// `bench screening`: from the request to the answer, wall time, as a platform waits for it: with
/// so many uploads in flight as the machine has processors. The first pass warms up and is not
/// counted. What was advised is counted too: a file that no case is upheld on must never be
/// blocked.
public final class ScreeningBench {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private final Screening screening;

  /// Screening stays its caller's to close; it writes what it advises into its own database.
  public ScreeningBench(Screening screening) {
    this.screening = screening;
  }

  /// Runs it.
  ///
  /// @param files sound that can be decoded
  /// @param rounds how often each is screened
  /// @param inFlight how many at once
  public BenchReport run(List<Path> files, int rounds, int inFlight)
      throws IOException, InterruptedException {
    var sounds = new ArrayList<Sound>();
    for (var file : files)
      sounds.add(new Sound(file, CanonicalJson.sha256(Files.readAllBytes(file))));
    screen(sounds, 1, inFlight);
    long began = System.nanoTime();
    long cpu = cpu();
    var answers = screen(sounds, rounds, inFlight);
    var spent = new Spent((System.nanoTime() - began) / 1e9, (cpu() - cpu) / 1e9);
    return new BenchReport(rows(answers, inFlight, spent), Machine.here());
  }

  /// Wall time, and the CPU time of this process: the codec's children are not in it.
  private record Spent(double seconds, double cpuSeconds) {}

  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private record Sound(Path file, String sha256) {}

  private List<Screened> screen(List<Sound> sounds, int rounds, int inFlight)
      throws InterruptedException {
    var asked = new ArrayList<Callable<Screened>>();
    for (int round = 0; round < rounds; round++)
      for (var sound : sounds) asked.add(() -> screening.screen(request(sound)));
    try (var hands = Executors.newFixedThreadPool(inFlight)) {
      var answers = new ArrayList<Screened>();
      for (var answer : hands.invokeAll(asked)) answers.add(answer.get());
      return answers;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private static Screening.Request request(Sound sound) {
    return new Screening.Request(
        sound.file, sound.sha256, Screening.Context.NONE, DEADLINE, "bench", Optional.empty());
  }

  private static List<BenchRow> rows(List<Screened> answers, int inFlight, Spent spent) {
    int[] millis = answers.stream().mapToInt(Screened::millis).sorted().toArray();
    var rows = new ArrayList<BenchRow>();
    rows.add(new BenchRow("uploads screened", millis.length, "uploads"));
    rows.add(new BenchRow("in flight", inFlight, "uploads"));
    rows.add(new BenchRow("request to answer, p50", at(millis, 0.5), "ms"));
    rows.add(new BenchRow("request to answer, p95", at(millis, 0.95), "ms"));
    rows.add(new BenchRow("request to answer, p99", at(millis, 0.99), "ms"));
    rows.add(new BenchRow("throughput", millis.length / spent.seconds, "uploads a second"));
    rows.add(new BenchRow("without the codec", spent.cpuSeconds / millis.length, "CPU s each"));
    rows.add(new BenchRow("late", answers.stream().filter(Screened::partial).count(), "uploads"));
    advised(answers).forEach((advice, n) -> rows.add(new BenchRow("" + advice, n, "uploads")));
    return rows;
  }

  private static Map<Advice, Integer> advised(List<Screened> answers) {
    var counts = new EnumMap<Advice, Integer>(Advice.class);
    Arrays.stream(Advice.values()).forEach(advice -> counts.put(advice, 0));
    answers.forEach(answer -> counts.merge(answer.advice(), 1, Integer::sum));
    return counts;
  }

  private static double at(int[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
