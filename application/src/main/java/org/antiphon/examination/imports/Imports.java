package org.antiphon.examination.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.Change;
import org.antiphon.catalogue.Draft;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.examination.AddPlan;
import org.antiphon.examination.ReferenceLibrary;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.Priority;
import org.antiphon.ledger.Actor;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;

/// Imports: files are handed over one by one, looked at with every fault by line while nothing is
/// in the catalogue, then added by a job as `catalogue add` adds them, one row after the other. A
/// job that is stopped goes on where it was.
///
/// Undo removes what the import brought in anew, where the recording is as the import left it and
/// nothing rests on it; it says of everything else why it stays. What the import changed in a
/// recording that was there before stays: its older words are not kept.
public final class Imports {
  private static final JobType<Adding> ADD = new JobType<>("import.add", Adding.class).heavy();

  /// A heavy thread is lent for so long, then others have their turn.
  private static final Duration TURN = Duration.ofSeconds(20);

  private final Database database;
  private final Jobs jobs;
  private final InstantSource clock;
  private final Means means;
  private final ImportTable table;
  private final HandedFiles files;

  /// What imports work with.
  ///
  /// @param folder for files until they are added
  /// @param largest file, bytes
  /// @param resting in words, what rests on a recording; empty where nothing does
  public record Means(
      Catalogue catalogue,
      ReferenceLibrary library,
      Path folder,
      long largest,
      Function<RecordingId, Optional<String>> resting) {}

  /// Payload of the job.
  record Adding(UUID id) {}

  /// Wires it; nothing runs before [#register].
  public Imports(Database database, Jobs jobs, InstantSource clock, Means means) {
    this.database = database;
    this.jobs = jobs;
    this.clock = clock;
    this.means = means;
    this.table = new ImportTable(database);
    this.files = new HandedFiles(means.folder, means.largest);
  }

  /// Before the jobs start.
  public void register() {
    files.removeLeftovers();
    jobs.register(ADD, (adding, _) -> step(adding.id()));
  }

  /// Opens one.
  ///
  /// @param artist for sounds whose tags name none; may be empty
  public Import open(UUID person, String artist) {
    var id = UuidV7.next(clock);
    files.make(id);
    table.insert(id, person, artist.strip(), clock.instant());
    return get(id);
  }

  /// Takes a file of an open import; one of the same name is replaced.
  ///
  /// @param name as it was called where it came from, with folders
  /// @throws InvalidInput NAME, TOO_LARGE, TOO_MANY
  /// @throws Refused NOT_OPEN
  public Import.Handed hand(UUID id, String name, InputStream bytes) throws IOException {
    require(get(id), Import.State.OPEN);
    return files.put(id, name, bytes);
  }

  /// One import.
  ///
  /// @throws Refused NOT_FOUND
  public Import get(UUID id) {
    return table
        .find(id)
        .orElseThrow(
            () -> new Refused("NOT_FOUND", "import " + id, "there is no such import", "list them"));
  }

  private static void require(Import one, Import.State state) {
    if (one.state() != state)
      throw new Refused(
          state == Import.State.OPEN ? "NOT_OPEN" : "NOT_DONE",
          "import " + one.id(),
          "it is " + one.state() + ", not " + state,
          "look at the import again");
  }

  /// Imports, the newest first.
  public List<Import> page(Optional<UUID> after, int limit) {
    return table.page(after, limit);
  }

  /// Files that were handed over and not yet added.
  public List<Import.Handed> handed(UUID id) {
    return files.list(id);
  }

  /// Rows, in the order of the files.
  ///
  /// @param after number of the last one of the page before; -1 at first
  public List<Import.Item> items(UUID id, int after, int limit) {
    return table.items(id, after, limit);
  }

  /// Rows that failed, and rows that were not taken back.
  public List<Import.Item> troubled(UUID id, int limit) {
    return table.troubled(id, limit);
  }

  /// What would be added and what is wrong, of an open import; changes nothing.
  public Import.Preview preview(UUID id) {
    require(get(id), Import.State.OPEN);
    var plan = AddPlan.within(files.folder(id));
    var faults = faults(plan);
    var rows = new ArrayList<Import.Row>();
    var faulty = faults.stream().map(InvalidInput::where).collect(Collectors.toSet());
    for (Draft draft : plan.drafts()) if (!faulty.contains(draft.where())) rows.add(row(id, draft));
    return new Import.Preview(
        rows,
        faults.stream().map(fault -> here(id, fault)).toList(),
        plan.notes().stream().map(note -> here(id, note)).toList());
  }

  private List<InvalidInput> faults(AddPlan plan) {
    var faults = new ArrayList<>(plan.faults());
    faults.addAll(means.catalogue.faults(plan.drafts()));
    return faults;
  }

  private Import.Row row(UUID id, Draft draft) {
    var what = draft.described();
    return new Import.Row(
        here(id, draft.where()),
        wouldBe(draft),
        what.title(),
        what.artist(),
        what.isrc().map(isrc -> isrc.code()).orElse(""),
        draft.mandate().isPresent());
  }

  private Change.Kind wouldBe(Draft draft) {
    return draft.origin() == Draft.Origin.TAGS && isHere(draft)
        ? Change.Kind.ALREADY_HERE
        : means.catalogue.wouldBe(draft);
  }

  private boolean isHere(Draft draft) {
    try {
      if (draft.sound().isPresent() && means.library.holderOf(draft.sound().get()).isPresent())
        return true;
      return means.catalogue.wouldBe(draft) != Change.Kind.NEW;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A place or a sentence without the folder in which the files lie.
  private String here(UUID id, String words) {
    return words.replace(files.folder(id) + "/", "");
  }

  private InvalidInput here(UUID id, InvalidInput fault) {
    return new InvalidInput(
        fault.code(), here(id, fault.where()), here(id, fault.what()), here(id, fault.hint()));
  }

  /// Begins to add.
  ///
  /// @param skip rows with faults and add the others
  /// @throws InvalidInput with every fault, where none is to be skipped; nothing was added
  /// @throws Refused NOT_OPEN, or NOTHING where no row is without fault
  public Import start(UUID id, boolean skip) {
    var plan = AddPlan.within(files.folder(id));
    var faults = faults(plan);
    if (!faults.isEmpty() && !skip)
      throw InvalidInput.all(faults.stream().map(fault -> here(id, fault)).toList());
    if (plan.drafts().size() + plan.faults().size() == faults.size())
      throw new Refused(
          "NOTHING", "import " + id, "there is nothing that can be added", "hand files over");
    database.inTransaction(() -> {
      table.lock(id);
      require(get(id), Import.State.OPEN);
      table.start(id, skip, plan.faults().size(), plan.drafts().size(), clock.instant());
      jobs.schedule(ADD, id.toString(), new Adding(id), clock.instant(), Priority.NORMAL);
    });
    return get(id);
  }

  JobOutcome step(UUID id) {
    var one = get(id);
    if (one.state() != Import.State.RUNNING) return JobOutcome.done();
    var actor = Actor.person("importer", one.person().toString());
    // the files' own order and faults: of the catalogue's they may differ by now, row by row
    var drafts = AddPlan.within(files.folder(id)).drafts();
    var until = clock.instant().plus(TURN); // after the reading, so that each turn adds something
    for (int n = table.next(id); n < drafts.size(); n++) {
      add(one, n, drafts.get(n), actor);
      if (n + 1 < drafts.size() && !clock.instant().isBefore(until))
        return JobOutcome.again(clock.instant());
    }
    means.library.settle();
    database.inTransaction(() -> table.end(id, Import.State.DONE, clock.instant()));
    files.delete(id);
    return JobOutcome.done();
  }

  private void add(Import one, int n, Draft draft, Actor actor) {
    var from = here(one.id(), draft.where());
    try {
      table.adding(one.id(), n, from, draft.described().title(), isHere(draft));
      var change = means.library.add(draft, one.artist(), actor);
      // added before somebody stopped us, and met now: it was this import that brought it
      boolean ours = change.kind() == Change.Kind.ALREADY_HERE && !table.wasHere(one.id(), n);
      var kind = ours ? Change.Kind.NEW : change.kind();
      var title =
          means
              .catalogue
              .find(change.recording())
              .map(found -> found.title())
              .orElse(draft.described().title());
      table.added(one.id(), n, new Change(change.recording(), kind, change.version()), title);
    } catch (Problem problem) {
      table.adding(one.id(), n, from, draft.described().title(), false);
      table.failed(
          one.id(), n, problem, here(one.id(), problem.what()), here(one.id(), problem.hint()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Throws an open import away, with its files.
  public void discard(UUID id) {
    database.inTransaction(() -> {
      table.lock(id);
      require(get(id), Import.State.OPEN);
      table.end(id, Import.State.DISCARDED, clock.instant());
    });
    files.delete(id);
  }

  /// Takes back what an import brought in anew, as far as nothing rests on it; [#troubled] says
  /// what stays, and why.
  ///
  /// @throws Refused NOT_DONE
  public Import undo(UUID id, UUID person, Actor actor) {
    database.inTransaction(() -> {
      table.lock(id);
      require(get(id), Import.State.DONE);
      for (var added : table.added(id)) {
        var stays = stays(added);
        if (stays.isEmpty()) means.catalogue.remove(added.recording(), actor);
        table.undo(id, added.n(), stays.isEmpty(), stays.orElse(""));
      }
      table.undone(id, person, clock.instant());
    });
    means.library.settle();
    return get(id);
  }

  private Optional<String> stays(ImportTable.Added added) {
    if (!added.isNew())
      return Optional.of("it was here before; the import changed it, and its older words are gone");
    var now = means.catalogue.versionOf(added.recording());
    if (now.isEmpty()) return Optional.of("it is no longer in the catalogue");
    if (now.getAsLong() != added.version()) return Optional.of("it was changed after the import");
    return means.resting.apply(added.recording());
  }
}
