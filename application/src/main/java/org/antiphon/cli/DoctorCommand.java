package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.antiphon.catalogue.Filter;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.config.Settings;
import org.antiphon.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `doctor`: what this installation lacks, and how to mend it.
@Command(
    name = "doctor",
    description = "Checks this installation and says how to mend it.",
    footer = {"", "Example: ./antiphon doctor"})
final class DoctorCommand implements Callable<Integer> {
  private static final long LEAST_SPACE = 1L << 30;
  private final Kit kit;
  private final List<Finding> findings = new ArrayList<>();

  @Mixin private final CommonOptions options = new CommonOptions();

  /// One check.
  private record Finding(String name, Result result, String detail) {}

  /// How a check ended.
  enum Result {
    OK,
    WARN,
    FAIL
  }

  DoctorCommand(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    Settings settings = kit.settings(options);
    java();
    space(settings.data());
    check("codec", () -> new DoctorSound(kit, settings).decodes());
    check("C2PA engine", () -> new DoctorProvenance(kit, settings).answers());
    var reach = new DoctorReach(kit, settings);
    check("models", reach::models);
    database(settings);
    check("database and index", () -> index(settings));
    check("platforms", reach::platforms);
    check("mail", reach::mail);
    exposed(settings);
    var json = Console.object("doctor/1");
    var checks = json.putArray("checks");
    for (Finding each : findings) {
      console.say(
          "%-5s %-20s %s"
              .formatted(
                  each.result().name().toLowerCase(Locale.ROOT), each.name(), each.detail()));
      checks
          .addObject()
          .put("name", each.name())
          .put("result", each.result().name())
          .put("detail", each.detail());
    }
    console.json(json);
    boolean failed = findings.stream().anyMatch(each -> each.result() == Result.FAIL);
    return failed ? ExitCode.ENVIRONMENT : ExitCode.DONE;
  }

  private void java() {
    int version = Runtime.version().feature();
    findings.add(
        new Finding(
            "Java",
            version >= 25 ? Result.OK : Result.FAIL,
            Runtime.version() + (version >= 25 ? "" : ": install a JDK 25")));
  }

  private void space(Path data) {
    check(
        "data directory",
        () -> {
          try {
            Path place = data;
            for (Path up = data; up != null && Files.notExists(place); up = up.getParent())
              place = up;
            FileStore store = Files.getFileStore(place);
            if (!Files.isWritable(place))
              return new Answer(Result.FAIL, place + " may not be written: give another --data");
            long free = store.getUsableSpace();
            return new Answer(
                free < LEAST_SPACE ? Result.WARN : Result.OK,
                "%s, %,d MB free".formatted(data, free >> 20));
          } catch (IOException e) {
            return new Answer(Result.FAIL, data + ": " + e.getMessage());
          }
        });
  }

  private void database(Settings settings) {
    try (var database = kit.workshop().database(settings)) {
      var record = new DoctorRecord(database, settings, kit.surroundings().clock());
      check("database", record::server);
      check("clock", record::clock);
      check("ledger", record::ledger);
      check("queue", record::queue);
      check("mandates", record::mandates);
    } catch (Problem problem) {
      findings.add(new Finding("database", Result.FAIL, problem.what() + "; " + problem.hint()));
    }
  }

  private Answer index(Settings settings) {
    try (CatalogueDesk desk = kit.workshop().catalogue(settings);
        ExaminerDesk examiner =
            kit.workshop().examiner(settings, Optional.empty(), Optional.empty())) {
      long recordings = desk.catalogue().size();
      int indexed = examiner.index().size();
      long heard = recordings - withoutSound(desk);
      return new Answer(
          indexed == heard ? Result.OK : Result.WARN,
          "%,d recordings, %,d with sound, %,d in the index%s"
              .formatted(
                  recordings,
                  heard,
                  indexed,
                  indexed == heard ? "" : ": a running server may be behind; else run it"));
    }
  }

  private static long withoutSound(CatalogueDesk desk) {
    var filter = new Filter(Optional.empty(), Optional.empty(), false, true, false);
    long[] count = new long[1];
    var after = Optional.<RecordingId>empty();
    for (var page = desk.catalogue().page(filter, after, 500);
        !page.isEmpty();
        page = desk.catalogue().page(filter, after, 500)) {
      count[0] += page.size();
      after = Optional.of(page.getLast().id());
    }
    return count[0];
  }

  private void exposed(Settings settings) {
    String host = settings.server().host();
    boolean loopback = host.equals("127.0.0.1") || host.equals("::1") || host.equals("localhost");
    boolean safe = loopback || settings.server().behindProxy();
    findings.add(
        new Finding(
            "address",
            safe ? Result.OK : Result.FAIL,
            host + (safe ? "" : ": beyond loopback without a proxy; set server.behind_proxy")));
  }

  /// What a check says.
  record Answer(Result result, String detail) {}

  private void check(String name, Supplier<Answer> check) {
    try {
      Answer answer = check.get();
      findings.add(new Finding(name, answer.result(), answer.detail()));
    } catch (Problem problem) {
      findings.add(new Finding(name, Result.FAIL, problem.what() + "; " + problem.hint()));
    }
  }
}
