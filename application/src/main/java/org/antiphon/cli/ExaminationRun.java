package org.antiphon.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.antiphon.config.Settings;
import org.antiphon.examination.Conclusion;
import org.antiphon.examination.Examined;
import org.antiphon.examination.Examiner;
import org.antiphon.examination.InputPaths;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Unreadable;

/// Examines many files on a bounded pool and hands the answers over in the order of the inputs,
/// each as soon as it and all before it are done.
final class ExaminationRun implements AutoCloseable {
  private final Kit kit;
  private final Console console;
  private final int threads;
  private final ExaminerDesk desk;
  private final Map<Conclusion, Integer> conclusions = new EnumMap<>(Conclusion.class);
  private final List<Examined> failed = new ArrayList<>();
  private int done;

  /// A file and the name that it is shown under.
  record Input(Path file, String name) {}

  /// What is asked of an input.
  @FunctionalInterface
  interface Asking {
    /// Every examiner.
    Asking ALL = (examiner, input) -> examiner.examine(input.file(), input.name());

    /// Recognition alone.
    Asking RECOGNITION = (examiner, input) -> examiner.recognise(input.file(), input.name());

    Examined ask(Examiner examiner, Input input) throws IOException;
  }

  ExaminationRun(Kit kit, CommonOptions options, Optional<Path> folder) throws IOException {
    this(kit, options, folder, Optional.empty());
  }

  /// @param roster a file of artists in the place of the roster that was added
  ExaminationRun(Kit kit, CommonOptions options, Optional<Path> folder, Optional<Path> roster)
      throws IOException {
    this.kit = kit;
    this.console = kit.console(options);
    Settings settings = kit.settings(options);
    this.threads = settings.work().threads();
    this.desk = kit.workshop().examiner(settings, folder, roster);
    if (desk.folder().isPresent() && folder.isPresent()) follow(folder.get());
    if (desk.index().size() == 0)
      console.warning("the catalogue is empty; `./antiphon catalogue add …` fills it");
  }

  private void follow(Path folder) throws IOException {
    InputPaths.check(List.of(folder));
    var sounds = InputPaths.walk(List.of(folder)).sounds();
    if (sounds.isEmpty())
      throw new InvalidInput(
          "NO_SOUND", folder.toString(), "the folder holds no sound", "give a folder of music");
    desk.folder()
        .orElseThrow()
        .follow(sounds, (file, fault) -> console.warning(file + " is left out: " + fault.what()));
  }

  /// Examines inputs until all are done, Ctrl-C is pressed or the reader has gone.
  ///
  /// @param how all examiners, or one
  void examine(List<Input> inputs, String what, Asking how, Consumer<Examined> show)
      throws IOException {
    try (var progress = console.progress(what, inputs.size());
        var pool = Executors.newFixedThreadPool(threads)) {
      var answers = new ArrayList<Future<Examined>>();
      for (Input input : inputs) answers.add(pool.submit(() -> asked(how, input)));
      for (Future<Examined> answer : answers) {
        if (stopped()) break;
        take(answer.get(), progress, show);
      }
      pool.shutdownNow();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (kit.interruption().asked())
      console.note("interrupted: %,d of %,d are done".formatted(done, inputs.size()));
  }

  /// A file that the disk does not give out is an answer as one without sound is.
  private Examined asked(Asking how, Input input) {
    try {
      return how.ask(desk.examiner(), input);
    } catch (IOException e) {
      return desk.examiner().closed(input.name(), Unreadable.closed(input.file(), e));
    } catch (UncheckedIOException e) {
      return desk.examiner()
          .closed(
              input.name(), Unreadable.closed(input.file(), Objects.requireNonNull(e.getCause())));
    }
  }

  private boolean stopped() {
    return kit.interruption().asked() || console.closed();
  }

  private void take(Examined examined, Progress progress, Consumer<Examined> show) {
    progress.clear();
    show.accept(examined);
    conclusions.merge(examined.conclusion(), 1, Integer::sum);
    done++;
    if (examined.error().isPresent()) {
      failed.add(examined);
      progress.failed();
    } else progress.done(examined.seconds());
  }

  private static IOException unwrapped(ExecutionException e) {
    return switch (e.getCause()) {
      case Problem problem -> throw problem;
      case RuntimeException bug -> throw bug;
      case Error error -> throw error;
      case null, default -> new IOException(e.getCause());
    };
  }

  boolean anyCopy() {
    return conclusions.containsKey(Conclusion.COPY);
  }

  boolean allExamined() {
    return failed.isEmpty();
  }

  List<Examined> failed() {
    return failed;
  }

  Map<Conclusion, Integer> conclusions() {
    return conclusions;
  }

  int done() {
    return done;
  }

  @Override
  public void close() {
    desk.close();
  }
}
