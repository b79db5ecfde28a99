package org.antiphon;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import org.antiphon.audio.CodecPool;
import org.antiphon.audio.CodecSettings;
import org.antiphon.bench.BenchReport;
import org.antiphon.bench.BenchRow;
import org.antiphon.bench.Machine;
import org.antiphon.cli.DrillOptions;
import org.antiphon.cli.Workshop;
import org.antiphon.demo.Demo;
import org.antiphon.demo.DemoOptions;
import org.antiphon.demo.DemoPlaces;
import org.antiphon.demo.DemoReport;
import org.antiphon.demo.DemoTable;
import org.antiphon.demo.Drill;
import org.antiphon.demo.Progress;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundSettings;
import org.antiphon.outbound.Resolver;
import org.antiphon.problem.Unavailable;
import tools.jackson.databind.json.JsonMapper;

/// `demo`: finds its samples beside the launcher, works in a folder of its own, and says at the end
/// what the platforms' records say. Exit code 1 where something did not hold.
final class Demonstrate implements Workshop.Demonstration, Workshop.Drilling {
  private final InstantSource clock;
  private final PrintStream out;
  private final PrintStream err;
  private final Path home;

  Demonstrate(InstantSource clock, PrintStream out, PrintStream err, Path home) {
    this.clock = clock;
    this.out = out;
    this.err = err;
    this.home = home;
  }

  @Override
  public int demonstrate(org.antiphon.cli.DemoOptions asked) {
    var work = asked.data().orElseGet(Demonstrate::temporary).toAbsolutePath();
    var places = places(work);
    boolean named = asked.data().isPresent();
    boolean held = false;
    try (var outbound = outbound();
        var codecs = codecs(places)) {
      err.println(
          "Everything runs on this machine and talks over loopback only.  Data: "
              + work
              + (named ? "" : " (deleted at the end)"));
      var demo = new Demo(places, outbound, codecs, clock, new Progress(err, clock));
      var options =
          new DemoOptions(
              asked.seed(),
              asked.uploads(),
              asked.kill(),
              asked.faults(),
              asked.port(),
              !asked.exit());
      var report = demo.run(options, outcome -> show(outcome, asked));
      held = report.holds();
      if (!held) err.println("error: not everything held");
      return held ? 0 : 1;
    } finally {
      // Its logs are what explains a failure.
      if (!held) err.println("kept for a look: " + work);
      else if (!named) delete(work);
    }
  }

  @Override
  public Drilled drill(DrillOptions asked) {
    var work = temporary();
    var places = places(work);
    boolean held = false;
    try (var outbound = outbound();
        var codecs = codecs(places)) {
      var report =
          new Drill(places, outbound, codecs, clock, new Progress(err, clock))
              .run(
                  new Drill.Options(
                      asked.seed(),
                      asked.notices(),
                      asked.kill(),
                      asked.faults(),
                      asked.perSecond()));
      held = report.holds();
      var rows =
          report.figures().stream()
              .map(figure -> new BenchRow(figure.name(), figure.value(), figure.unit()))
              .toList();
      return new Drilled(new BenchReport(rows, Machine.here()), held, report.reasons());
    } finally {
      if (held) delete(work);
      else err.println("kept for a look: " + work);
    }
  }

  private DemoPlaces places(Path work) {
    var launcher = launcher();
    return new DemoPlaces(
        launcher, launcher.resolveSibling("samples"), work, home.resolve(".antiphon/cache"));
  }

  private Outbound outbound() {
    return new Outbound(OutboundSettings.standard("demo"), Resolver.system(), clock);
  }

  private static CodecPool codecs(DemoPlaces places) {
    return new CodecPool(CodecSettings.in(places.cache().resolve("javacpp")));
  }

  private void show(Demo.Outcome outcome, org.antiphon.cli.DemoOptions asked) {
    print(outcome.report(), asked.json());
    if (asked.exit()) return;
    err.println(
        "Look: " + outcome.address() + "login  as " + DemoTable.LOGIN + "   Ctrl-C ends it.");
    err.println("To answer objections, log in as " + DemoTable.SECOND_LOGIN);
    var end = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(end::countDown, "end"));
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void print(DemoReport report, boolean json) {
    if (json) out.println(JsonMapper.builder().build().writeValueAsString(report.json()));
    else out.print(DemoTable.of(report));
    out.flush();
  }

  private static Path launcher() {
    var named = System.getProperty("antiphon.launcher");
    if (named != null && Files.isExecutable(Path.of(named))) return Path.of(named);
    throw new Unavailable(
        "NO_LAUNCHER",
        "antiphon.launcher",
        "the demonstration starts processes by ./antiphon, and it is not known where that is",
        "start it as ./antiphon demo");
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("antiphon-demo-");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder", e);
    }
  }

  private static void delete(Path folder) {
    try (var all = Files.walk(folder)) {
      for (var one : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(one);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
