package org.antiphon.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.antiphon.catalogue.Roster;
import org.antiphon.catalogue.RosterArtist;
import org.antiphon.catalogue.RosterFile;
import org.antiphon.examination.InputPaths;
import org.antiphon.ledger.Actor;
import org.antiphon.problem.InvalidInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `roster add CSV`: all faults first, then all of it.
@Command(
    name = "add",
    description = "Adds the artists of a CSV, TSV or JSON Lines file, or changes them by name.",
    footer = {"", "Example: ./antiphon roster add roster.csv --attester \"Jane Roe\""})
final class RosterAdd implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "CSV", description = "Columns as docs/reference/roster.md says.")
  private Path file = Path.of("");

  @Option(
      names = "--attester",
      paramLabel = "NAME",
      description = "Who may sign for these names, by name or e-mail; several times for several.")
  private List<String> attesters = List.of();

  @Option(names = "--dry-run", description = "Say what would happen, and change nothing.")
  private boolean dryRun;

  RosterAdd(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var console = kit.console(options);
    InputPaths.check(List.of(file));
    var read = RosterFile.read(file);
    console.note(
        "%s: read as %s, %,d artists without fault"
            .formatted(file, read.form(), read.artists().size()));
    if (!read.faults().isEmpty()) return faulty(console, read.faults());
    for (var artist : read.artists()) {
      missing(artist, artist.rights().nameMandate(), "name").ifPresent(console::warning);
      missing(artist, artist.rights().markMandate(), "marks").ifPresent(console::warning);
    }
    if (dryRun) {
      console.say("dry run: %,d artists; nothing was changed".formatted(read.artists().size()));
      console.json(
          Console.object("roster-add/1").put("dryRun", true).put("artists", read.artists().size()));
      return ExitCode.DONE;
    }
    try (CatalogueDesk desk = kit.workshop().catalogue(kit.settings(options))) {
      var entered = new ArrayList<Roster.Entered>();
      for (var artist : read.artists())
        entered.add(
            new Roster.Entered(
                artist,
                kept(artist.rights().nameMandate(), desk),
                kept(artist.rights().markMandate(), desk)));
      int changed = desk.roster().put(entered, Set.copyOf(attesters), Actor.system());
      console.say(
          "%,d artists: %,d new or changed, %,d already here"
              .formatted(entered.size(), changed, entered.size() - changed));
      var json = Console.object("roster-add/1").put("artists", entered.size());
      json.put("changed", changed).putArray("errors");
      console.json(json);
    }
    return ExitCode.DONE;
  }

  private static int faulty(Console console, List<InvalidInput> faults) {
    faults.forEach(console::error);
    console.note("%,d faults; nothing was imported".formatted(faults.size()));
    var json = Console.object("roster-add/1").put("imported", false);
    var errors = json.putArray("errors");
    faults.forEach(fault -> errors.add(Console.json(fault)));
    console.json(json);
    return ExitCode.SOME_INPUTS;
  }

  private Optional<String> missing(RosterArtist artist, Optional<String> document, String what) {
    return document
        .filter(_ -> document(document).isEmpty())
        .map(name ->
            "%s: the document \"%s\" does not lie beside the file; nothing can be sent for the %s"
                .formatted(artist.name(), name, what));
  }

  /// A document, where it lies beside the file under its name.
  private Optional<Path> document(Optional<String> named) {
    try {
      return named
          .map(name -> file.toAbsolutePath().resolveSibling(name))
          .filter(Files::isRegularFile);
    } catch (InvalidPathException _) {
      return Optional.empty(); // a name that is no path, which a document's name may be
    }
  }

  private Optional<String> kept(Optional<String> named, CatalogueDesk desk) throws IOException {
    var document = document(named);
    if (document.isEmpty()) return Optional.empty();
    byte[] bytes = Files.readAllBytes(document.get());
    return Optional.of(desk.blobs().put(new ByteArrayInputStream(bytes)).sha256());
  }
}
