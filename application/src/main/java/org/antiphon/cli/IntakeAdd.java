package org.antiphon.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.antiphon.blobs.FileBlobs;
import org.antiphon.config.Settings;
import org.antiphon.database.Database;
import org.antiphon.examination.InputPaths;
import org.antiphon.intake.Additions;
import org.antiphon.intake.Intake;
import org.antiphon.intake.PlatformId;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.outbound.Outbound;
import org.antiphon.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `intake add URL|CSV|FILE|FOLDER…`: notes uploads; a running server fetches and examines them.
@Command(
    name = "add",
    description = "Adds addresses, a CSV of addresses with credits, files or folders.",
    footer = {"", "Example: ./antiphon intake add uploads.csv --platform warble"})
final class IntakeAdd implements Callable<Integer> {
  /// How many files that were passed by are named to a person; JSON names all.
  private static final int NAMED = 20;

  private final Kit kit;
  private final List<Path> passedBy = new ArrayList<>();

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "WHAT", arity = "1..*", description = "URL, CSV, file or folder.")
  private List<String> inputs = List.of();

  @Option(names = "--platform", paramLabel = "ID", description = "Whose uploads a CSV lists.")
  private @Nullable String platform;

  IntakeAdd(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    check();
    var console = kit.console(options);
    Settings settings = kit.settings(options);
    var all = new ArrayList<Additions.Added>();
    try (Database database = kit.workshop().database(settings);
        var jobs = new Jobs(database, JobsSettings.standard(), kit.surroundings().clock())) {
      Additions additions = intake(settings, database, jobs).additions();
      for (String input : inputs) {
        if (kit.interruption().asked()) break;
        all.addAll(add(additions, input));
      }
    }
    show(console, all);
    return ExitCode.DONE;
  }

  private Intake intake(Settings settings, Database database, Jobs jobs) throws IOException {
    var clock = kit.surroundings().clock();
    var ledger = new Ledger(database, new KeyFolder(settings.data().resolve("keys")), clock);
    var blobs = new FileBlobs(settings.data().resolve("blobs"), settings.work().maximumUpload());
    return new Intake(database, ledger, jobs, blobs, clock);
  }

  private void check() {
    InputPaths.check(inputs.stream().filter(input -> !isAddress(input)).map(Path::of).toList());
    var refused = new ArrayList<InvalidInput>();
    for (String input : inputs)
      if (isAddress(input))
        Outbound.refusal(address(input)).map(why -> refused(input, why)).ifPresent(refused::add);
    if (!refused.isEmpty()) throw InvalidInput.all(refused);
  }

  private static InvalidInput refused(String address, String why) {
    return new InvalidInput(
        "ADDRESS",
        address,
        "it is never fetched: " + why,
        "give a public http or https address, or the file itself");
  }

  private static boolean isAddress(String input) {
    return input.contains("://");
  }

  private static URI address(String input) {
    try {
      return URI.create(input);
    } catch (IllegalArgumentException _) {
      throw new InvalidInput("ADDRESS", input, "this is no address", "write https://host/path");
    }
  }

  private List<Additions.Added> add(Additions additions, String input) throws IOException {
    if (isAddress(input)) return List.of(additions.url(address(input)));
    Path path = Path.of(input);
    if (Files.isDirectory(path)) return additions.files(sounds(path));
    if (!InputPaths.isRows(path)) return List.of(additions.file(path));
    return additions.csv(path, platform == null ? PlatformId.WEB : new PlatformId(platform));
  }

  /// The files of a folder whose name promises sound; the rest is passed by and named.
  private List<Path> sounds(Path folder) {
    var found = InputPaths.walk(List.of(folder));
    found.files().stream().filter(file -> !InputPaths.promisesSound(file)).forEach(passedBy::add);
    return found.sounds();
  }

  private void show(Console console, List<Additions.Added> all) {
    if (!passedBy.isEmpty())
      console.note(
          "%,d files passed by, whose names promise no sound: %s%s"
              .formatted(
                  passedBy.size(),
                  passedBy.stream()
                      .limit(NAMED)
                      .map(Path::toString)
                      .collect(Collectors.joining(", ")),
                  passedBy.size() > NAMED ? ", …" : ""));
    long fresh = all.stream().filter(Additions.Added::isNew).count();
    console.say(
        "%,d uploads: %,d new, %,d already here".formatted(all.size(), fresh, all.size() - fresh));
    console.say("the server examines them: ./antiphon serve, or it does already");
    var json = Console.object("intake-add/1").put("new", fresh);
    json.put("alreadyHere", all.size() - fresh);
    var others = json.putArray("passedBy");
    passedBy.forEach(file -> others.add(file.toString()));
    var uploads = json.putArray("uploads");
    all.forEach(each -> uploads.add(each.upload().toString()));
    console.json(json);
  }
}
