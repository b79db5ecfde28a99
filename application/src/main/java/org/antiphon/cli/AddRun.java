package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.Change;
import org.antiphon.catalogue.Draft;
import org.antiphon.catalogue.Filter;
import org.antiphon.ledger.Actor;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Unreadable;
import tools.jackson.databind.node.ObjectNode;

/// Adds drafts on a bounded pool; each is whole in the catalogue or not there. Problems of one
/// draft do not stop the others.
final class AddRun {
  private final Kit kit;
  private final Console console;
  private final CatalogueDesk desk;
  private final String artist;
  private final Map<Change.Kind, Integer> counts = new EnumMap<>(Change.Kind.class);
  private final List<Problem> problems = new ArrayList<>();
  private final List<Added> added = new ArrayList<>();

  /// One draft and what became of it.
  private record Added(Draft draft, Change change) {}

  AddRun(Kit kit, Console console, CatalogueDesk desk, String artist) {
    this.kit = kit;
    this.console = console;
    this.desk = desk;
    this.artist = artist;
  }

  void add(List<Draft> drafts, int threads) throws IOException {
    try (var progress = console.progress("catalogue add", drafts.size());
        var pool = Executors.newFixedThreadPool(threads)) {
      var changes = new ArrayList<Future<Change>>();
      for (Draft draft : drafts) changes.add(pool.submit(adding(draft)));
      for (int i = 0; i < drafts.size() && !kit.interruption().asked(); i++)
        take(drafts.get(i), changes.get(i), progress);
      pool.shutdownNow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      desk.library().settle();
    }
  }

  private Callable<Change> adding(Draft draft) {
    return () -> desk.library().add(draft, artist, Actor.system());
  }

  private void take(Draft draft, Future<Change> future, Progress progress)
      throws IOException, InterruptedException {
    try {
      Change change = future.get();
      counts.merge(change.kind(), 1, Integer::sum);
      added.add(new Added(draft, change));
      boolean heard = draft.sound().isPresent() && change.kind() != Change.Kind.ALREADY_HERE;
      progress.done(heard ? seconds(change) : 0);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Problem problem -> fail(problem, progress);
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        case AccessDeniedException closed when isOf(draft, closed) ->
            fail(Unreadable.closed(draft.sound().orElseThrow(), closed), progress);
        case IOException broken -> throw broken;
        case null, default -> throw new IOException(e.getCause());
      }
    }
  }

  /// Our own folders may be closed to us too, and that ends the run.
  private static boolean isOf(Draft draft, AccessDeniedException e) {
    return draft.sound().map(Path::toString).filter(name -> name.equals(e.getFile())).isPresent();
  }

  private double seconds(Change change) {
    return desk.catalogue().find(change.recording()).map(found -> found.seconds()).orElse(0.0);
  }

  private void fail(Problem problem, Progress progress) {
    progress.clear();
    console.error(problem);
    problems.add(problem);
    progress.failed();
  }

  List<Problem> problems() {
    return problems;
  }

  /// `12 recordings: 10 new, 2 already here, 0 replaced, 0 faults; 12 without a mandate …`.
  void say(int faults) {
    console.say(
        "%,d recordings: %,d new, %,d already here, %,d replaced, %,d faults"
            .formatted(
                added.size(),
                count(Change.Kind.NEW),
                count(Change.Kind.ALREADY_HERE),
                count(Change.Kind.REPLACED),
                faults));
    Catalogue catalogue = desk.catalogue();
    console.say("the catalogue holds %,d recordings".formatted(catalogue.size()));
    var bare = new Filter(Optional.empty(), Optional.empty(), true, false, false);
    if (!catalogue.page(bare, Optional.empty(), 1).isEmpty())
      console.say("some have no mandate yet: you are asked when you first act");
  }

  private int count(Change.Kind kind) {
    return counts.getOrDefault(kind, 0);
  }

  ObjectNode json() {
    ObjectNode json = Console.object("catalogue-add/1");
    json.put("dryRun", false).put("imported", true);
    json.put("new", count(Change.Kind.NEW));
    json.put("alreadyHere", count(Change.Kind.ALREADY_HERE));
    json.put("replaced", count(Change.Kind.REPLACED));
    json.put("interrupted", kit.interruption().asked());
    var recordings = json.putArray("recordings");
    for (Added each : added)
      recordings
          .addObject()
          .put("id", each.change().recording().value())
          .put("from", each.draft().where())
          .put("change", each.change().kind().name());
    return json;
  }
}
