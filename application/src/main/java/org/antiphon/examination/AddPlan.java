package org.antiphon.examination;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antiphon.catalogue.Draft;
import org.antiphon.catalogue.ImportFile;
import org.antiphon.problem.InvalidInput;

/// What `catalogue add` was given, as drafts: rows of files, files of sound, folders of them. A
/// `catalogue.csv` in a folder describes the files beside it; the rest is described by its tags.
///
/// @param notes what was recognised and what was passed by
public record AddPlan(List<Draft> drafts, List<InvalidInput> faults, List<String> notes) {
  private static final String SIDECAR = "catalogue.csv";

  /// The drafts of files and folders that somebody names on this machine.
  ///
  /// @throws InvalidInput where one of them does not exist
  public static AddPlan of(List<Path> paths) {
    InputPaths.check(paths);
    var plan = new AddPlan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Set<Path> taken = new HashSet<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) plan.folder(path, taken);
      else if (InputPaths.isRows(path)) plan.rows(path, taken);
      else plan.sound(path, taken);
    }
    return plan;
  }

  /// The drafts of files that came from elsewhere and lie below one folder: every file of rows,
  /// then every sound that no row names. Rows cannot name what lies outside of the folder.
  public static AddPlan within(Path folder) {
    var plan = new AddPlan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    var files = InputPaths.walk(List.of(folder)).files();
    Set<Path> taken = new HashSet<>();
    for (Path file : files)
      if (InputPaths.isRows(file)) plan.rows(file, ImportFile.read(file, folder), taken);
    files.stream().filter(InputPaths::promisesSound).forEach(file -> plan.sound(file, taken));
    return plan;
  }

  private void folder(Path folder, Set<Path> taken) {
    var found = InputPaths.walk(List.of(folder));
    for (Path file : found.files())
      if (String.valueOf(file.getFileName()).equals(SIDECAR)) rows(file, taken);
    var sounds = found.sounds();
    sounds.forEach(file -> sound(file, taken));
    found.files().stream().filter(Files::isDirectory).map(AddPlan::closed).forEach(faults::add);
    long others =
        found.files().stream()
            .filter(file -> !InputPaths.promisesSound(file) && !InputPaths.isRows(file))
            .filter(file -> !Files.isDirectory(file))
            .count();
    if (others + found.hidden() > 0)
      notes.add(
          "%s: %d other and %d hidden files passed by".formatted(folder, others, found.hidden()));
  }

  private static InvalidInput closed(Path folder) {
    return new InvalidInput(
        "UNREADABLE",
        folder.toString(),
        "this user may not read this folder",
        "run it as a user who may, or give this one the right (chmod, chown)");
  }

  private void rows(Path file, Set<Path> taken) {
    rows(file, ImportFile.read(file), taken);
  }

  private void rows(Path file, ImportFile read, Set<Path> taken) {
    notes.add(
        "%s: read as %s, %,d rows without fault"
            .formatted(file, read.form(), read.drafts().size()));
    faults.addAll(read.faults());
    for (Draft draft : read.drafts()) {
      draft.sound().ifPresent(sound -> taken.add(sound.toAbsolutePath().normalize()));
      drafts.add(draft);
    }
  }

  private void sound(Path file, Set<Path> taken) {
    if (taken.add(file.toAbsolutePath().normalize())) drafts.add(ReferenceLibrary.draftOf(file));
  }
}
