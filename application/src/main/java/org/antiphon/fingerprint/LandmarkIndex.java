package org.antiphon.fingerprint;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.antiphon.catalogue.RecordingId;

/// Where the landmarks and peaks of the catalogue lie. Derived from the catalogue and the reference
/// sound: it can always be built again. One process may write, any number may read. Thread-safe.
///
/// What [#add] and [#remove] did is seen by the next look-up of the same process at once, and is
/// durable, whole or not at all, when [#commit] returns.
public interface LandmarkIndex extends AutoCloseable {
  /// Opens the index below `indexes` for writing, or begins it. One process at a time may.
  ///
  /// @param indexes folder of all indexes, such as `DATA/index`; this recipe's has its own below it
  /// @throws org.antiphon.problem.Unavailable where another process writes to it
  static LandmarkIndex open(Path indexes, LandmarkParameters parameters) {
    return LuceneLandmarkIndex.writing(indexes, parameters);
  }

  /// Opens the index below `indexes` for reading, whoever writes to it; where there is none, it
  /// reads as empty. Each snapshot shows the last commit. Changes are refused.
  static LandmarkIndex openReadOnly(Path indexes, LandmarkParameters parameters) {
    return LuceneLandmarkIndex.reading(indexes, parameters);
  }

  /// Adds a recording, or puts it in the place of the one with the same id.
  default void add(IndexedRecording recording, Peaks peaks) {
    add(recording, peaks, List.of());
  }

  /// As above, and keeps beside it what it shares with recordings that are here.
  ///
  /// @param shared what the recording, asked as a query, was found to hold of others
  void add(IndexedRecording recording, Peaks peaks, List<Match> shared);

  /// Takes a recording out.
  ///
  /// @return whether it was there
  boolean remove(RecordingId id);

  /// Whether the recording can be found now.
  boolean contains(RecordingId id);

  /// What is kept of a recording.
  Optional<IndexedRecording> find(RecordingId id);

  /// The peaks that are kept of a recording.
  Optional<Peaks> peaks(RecordingId id);

  /// Everything that is indexed, by id.
  List<IndexedRecording> recordings();

  /// Makes all changes durable together with the catalogue's version that they bring the index to.
  void commit(long catalogueVersion);

  /// Waits until the segments that are being merged are merged, and makes that durable: the size on
  /// disk and the time of a look-up are then what they stay.
  void settle();

  /// The version of the last commit; 0 for a new index.
  long catalogueVersion();

  /// How many recordings are indexed now.
  int size();

  /// How many seconds of sound are indexed now.
  double seconds();

  /// The index as it is at this moment; changes that come later are not in it.
  LandmarkSnapshot snapshot();

  /// Recipe that the index was built by.
  LandmarkParameters parameters();

  @Override
  void close();
}
