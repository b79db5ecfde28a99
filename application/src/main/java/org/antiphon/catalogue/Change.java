package org.antiphon.catalogue;

/// What became of a draft.
///
/// @param version the catalogue's version that holds it
public record Change(RecordingId recording, Kind kind, long version) {
  /// How the catalogue changed.
  public enum Kind {
    NEW,
    REPLACED,
    ALREADY_HERE
  }
}
