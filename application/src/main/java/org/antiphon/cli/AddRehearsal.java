package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.antiphon.audio.AudioLimits;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.CodecSettings;
import org.antiphon.catalogue.Draft;
import org.antiphon.config.Settings;
import org.antiphon.examination.Listener;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Unreadable;

/// What an addition would meet in the files themselves: hears each on a bounded pool, as the
/// addition does, and keeps nothing.
final class AddRehearsal {
  private final Kit kit;
  private final Console console;
  private final Settings settings;

  AddRehearsal(Kit kit, Console console, Settings settings) {
    this.kit = kit;
    this.console = console;
    this.settings = settings;
  }

  /// Whether the catalogue holds a file already, which is then not heard again.
  @FunctionalInterface
  interface Holding {
    boolean holds(Path sound) throws IOException;
  }

  /// What would become of a draft.
  ///
  /// @param held whether its sound is in the catalogue
  record Rehearsed(Draft draft, boolean held, Optional<Unreadable> fault) {}

  /// All drafts in their order, or those before Ctrl-C was pressed.
  List<Rehearsed> rehearse(List<Draft> drafts, Holding holding) {
    int threads = settings.work().threads();
    var codec =
        CodecSettings.in(settings.storage().cache().resolve("javacpp")).withWorkers(threads);
    var rehearsed = new ArrayList<Rehearsed>();
    try (var reader = new AudioReader(codec);
        var progress = console.progress("catalogue add --dry-run", drafts.size());
        var pool = Executors.newFixedThreadPool(threads)) {
      var listener = new Listener(reader, LandmarkParameters.current(), AudioLimits.standard());
      var answers = new ArrayList<Future<Rehearsed>>();
      for (Draft draft : drafts) answers.add(pool.submit(() -> one(listener, draft, holding)));
      for (var answer : answers) {
        if (kit.interruption().asked()) break;
        rehearsed.add(answer.get());
        if (rehearsed.getLast().fault().isPresent()) progress.failed();
        else progress.done(0);
      }
      pool.shutdownNow();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return rehearsed;
  }

  private static Rehearsed one(Listener listener, Draft draft, Holding holding) {
    if (draft.sound().isEmpty()) return new Rehearsed(draft, false, Optional.empty());
    Path file = draft.sound().get();
    try {
      boolean held = holding.holds(file);
      return new Rehearsed(draft, held, held ? Optional.empty() : listener.hear(file).fault());
    } catch (IOException e) {
      return new Rehearsed(draft, false, Optional.of(Unreadable.closed(file, e)));
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    return switch (e.getCause()) {
      case Problem problem -> problem;
      case RuntimeException bug -> bug;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(e);
    };
  }
}
