package org.antiphon.fingerprint;

import java.util.List;

/// The index at one moment. Recordings bear ordinals 0 to `size - 1` in the order of their ids, so
/// that nothing depends on when a recording was added. Thread-safe; close it.
interface LandmarkSnapshot extends AutoCloseable {
  /// How many recordings it holds.
  int size();

  /// How many seconds of sound it holds.
  double seconds();

  /// What is kept of a recording.
  IndexedRecording recording(int ordinal);

  /// Other recordings that hold all of a stretch of this one, and are not the same performance.
  List<Integer> holders(int ordinal, Span stretch);

  /// Peaks of a recording; a few are kept at hand.
  Peaks peaks(int ordinal);

  /// Finds where the catalogue holds the landmarks asked for.
  ///
  /// @param querySeconds how long a stretch asks, which its budget is reckoned from
  /// @param hits what is found is added to it
  /// @return whether the budget ended the search with less than half of what it is worth asked for
  boolean search(LandmarkQuery query, double querySeconds, Hits hits);

  @Override
  void close();
}
