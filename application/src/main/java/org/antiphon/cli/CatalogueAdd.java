package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.antiphon.catalogue.Change;
import org.antiphon.catalogue.Draft;
import org.antiphon.config.Settings;
import org.antiphon.examination.AddPlan;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;

/// `catalogue add PATH…`: all faults first, then everything, resumable.
@Command(
    name = "add",
    description = "Adds files, folders, or the rows of a CSV, TSV or JSON Lines file.",
    footer = {"", "Example: ./antiphon catalogue add ~/music"})
final class CatalogueAdd implements Callable<Integer> {
  private static final int FAULTS_SHOWN = 20;

  /// What faulty rows mean for the others.
  enum Faults {
    STOP,
    SKIP
  }

  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();
  @Mixin private final MandateOptions mandate = new MandateOptions();

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, folders, CSV files.")
  private List<Path> paths = List.of();

  @Option(names = "--dry-run", description = "Say what would happen, and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--faults",
      paramLabel = "WHAT",
      description = "stop: a faulty row stops all; skip: the others go in (default: stop).")
  private Faults onFaults = Faults.STOP;

  @Option(names = "--artist", paramLabel = "NAME", description = "For files that name none.")
  private String artist = "";

  CatalogueAdd(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    mandate.check();
    var console = kit.console(options);
    Settings settings = kit.settings(options);
    AddPlan plan = AddPlan.of(paths);
    plan.notes().forEach(console::note);
    if (dryRun && !exists(settings)) return dryRunOnNothing(console, settings, plan);
    try (CatalogueDesk desk = kit.workshop().catalogue(settings)) {
      var faults = new ArrayList<InvalidInput>(plan.faults());
      faults.addAll(desk.catalogue().faults(plan.drafts()));
      if (dryRun) return dryRun(console, settings, desk, plan.drafts(), faults);
      if (!faults.isEmpty() && onFaults == Faults.STOP) return stopped(console, faults);
      var drafts = plan.drafts().stream().map(mandate::cover).toList();
      var run = new AddRun(kit, console, desk, artist);
      run.add(drafts, settings.work().threads());
      return ended(console, desk, run, faults);
    }
  }

  /// A dry run on an installation that is not there must not make one.
  private static boolean exists(Settings settings) {
    return settings.storage().databaseUrl().isPresent()
        || Files.isDirectory(settings.data().resolve("pg18"));
  }

  private int dryRunOnNothing(Console console, Settings settings, AddPlan plan) {
    return endDryRun(
        console,
        plan.drafts().size(),
        plan.faults(),
        new AddRehearsal(kit, console, settings).rehearse(plan.drafts(), _ -> false),
        _ -> Change.Kind.NEW);
  }

  private int dryRun(
      Console console,
      Settings settings,
      CatalogueDesk desk,
      List<Draft> drafts,
      List<InvalidInput> faults) {
    var rehearsed =
        new AddRehearsal(kit, console, settings)
            .rehearse(
                drafts.stream().filter(draft -> isGood(draft, faults)).toList(),
                sound -> desk.library().holderOf(sound).isPresent());
    return endDryRun(
        console,
        drafts.size(),
        faults,
        rehearsed,
        each ->
            each.held() && each.draft().origin() == Draft.Origin.TAGS
                ? Change.Kind.ALREADY_HERE
                : desk.catalogue().wouldBe(each.draft()));
  }

  private static boolean isGood(Draft draft, List<InvalidInput> faults) {
    return faults.stream().noneMatch(fault -> fault.where().equals(draft.where()));
  }

  /// @param kind what would become of a draft without fault
  private int endDryRun(
      Console console,
      int drafts,
      List<InvalidInput> faults,
      List<AddRehearsal.Rehearsed> rehearsed,
      Function<AddRehearsal.Rehearsed, Change.Kind> kind) {
    var problems = new ArrayList<Problem>(faults);
    rehearsed.forEach(each -> each.fault().ifPresent(problems::add));
    problems.forEach(console::error);
    var fine = rehearsed.stream().filter(each -> each.fault().isEmpty()).toList();
    for (var each : fine)
      console.say("would be %s: %s".formatted(words(kind.apply(each)), each.draft().where()));
    console.say(
        "dry run: %,d without fault, %,d faults; nothing was changed"
            .formatted(fine.size(), problems.size()));
    var json = Console.object("catalogue-add/1").put("dryRun", true).put("drafts", drafts);
    errors(json.putArray("errors"), problems);
    console.json(json);
    if (kit.interruption().asked()) return ExitCode.INTERRUPTED;
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.SOME_INPUTS;
  }

  private int stopped(Console console, List<InvalidInput> faults) {
    faults.stream().limit(FAULTS_SHOWN).forEach(console::error);
    int more = Math.max(0, faults.size() - FAULTS_SHOWN);
    console.note(
        "%,d faults; nothing was imported. %sThe good rows alone: add --faults skip"
            .formatted(faults.size(), more > 0 ? "All of them: add --dry-run. " : ""));
    var json = Console.object("catalogue-add/1").put("imported", false);
    errors(json.putArray("errors"), faults);
    console.json(json);
    return ExitCode.SOME_INPUTS;
  }

  private int ended(Console console, CatalogueDesk desk, AddRun run, List<InvalidInput> faults) {
    var problems = new ArrayList<Problem>(faults);
    problems.addAll(run.problems());
    faults.forEach(console::error);
    run.say(problems.size());
    if (!desk.indexFollows())
      console.note("the server that runs on this data takes them into the index");
    var json = run.json();
    errors(json.putArray("errors"), problems);
    console.json(json);
    if (kit.interruption().asked()) {
      console.note("interrupted; what is done stays. To go on, run the same command again");
      return ExitCode.INTERRUPTED;
    }
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.SOME_INPUTS;
  }

  private static void errors(ArrayNode array, List<? extends Problem> problems) {
    problems.forEach(problem -> array.add(Console.json(problem)));
  }

  static String words(Change.Kind kind) {
    return switch (kind) {
      case NEW -> "new";
      case REPLACED -> "replaced";
      case ALREADY_HERE -> "already here";
    };
  }
}
