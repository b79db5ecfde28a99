package org.antiphon.examination;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.antiphon.catalogue.Described;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.fingerprint.IndexedRecording;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.problem.Unreadable;

/// A folder of music as a catalogue, without any database: its index follows the files, each known
/// by its content, so that a second look decodes only what is new.
public final class FolderCatalogue {
  private final LandmarkIndex index;
  private final Listener listener;

  /// Keeps this index, open for writing, in step.
  public FolderCatalogue(LandmarkIndex index, Listener listener) {
    this.index = index;
    this.listener = listener;
  }

  /// Adds files that are new and removes recordings whose file is gone.
  ///
  /// @param files the folder's files of sound
  /// @param unreadable is told of each file that cannot be a reference
  public void follow(List<Path> files, BiConsumer<Path, Unreadable> unreadable) throws IOException {
    Set<RecordingId> present = new HashSet<>();
    for (Path file : files) {
      try {
        follow(file, present);
      } catch (Unreadable fault) {
        unreadable.accept(file, fault);
      }
    }
    for (IndexedRecording recording : index.recordings())
      if (!present.contains(recording.id())) index.remove(recording.id());
    index.commit(index.catalogueVersion() + 1);
  }

  private void follow(Path file, Set<RecordingId> present) throws IOException {
    String sha256 = name(file);
    RecordingId id = RecordingId.ofSound(sha256);
    if (present.contains(id)) return;
    if (!index.contains(id)) add(file, id, sha256);
    present.add(id);
  }

  private static String name(Path file) {
    try {
      return ReferenceLibrary.sha256(file);
    } catch (IOException e) {
      throw Unreadable.closed(file, e);
    }
  }

  private void add(Path file, RecordingId id, String sha256) throws IOException {
    Heard heard = listener.query(file);
    Optional<Unreadable> fault = heard.info().fault();
    if (fault.isPresent()) throw fault.get();
    Described described = TagDescription.of(file, heard.info().tags(), "");
    index.add(
        new IndexedRecording(
            id,
            described.title(),
            described.artist(),
            described.isrc(),
            heard.info().seconds(),
            sha256),
        heard.peaks());
  }
}
