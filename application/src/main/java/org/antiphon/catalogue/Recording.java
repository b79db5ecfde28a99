package org.antiphon.catalogue;

import java.time.LocalDate;
import java.util.Optional;
import org.antiphon.problem.InvalidInput;

/// A fixed performance that we act for.
///
/// @param title never blank
/// @param artist as displayed; may be empty where nobody said
/// @param isrc one recording has one; unique in the catalogue
/// @param seconds of its sound; 0 while no sound was given
/// @param released first release anywhere
/// @param codes further identifiers
public record Recording(
    RecordingId id,
    String title,
    String artist,
    Optional<Isrc> isrc,
    double seconds,
    Optional<LocalDate> released,
    Codes codes) {
  public Recording {
    if (title.isBlank())
      throw new InvalidInput("TITLE", "title", "the title is empty", "write the recording's title");
    if (!(seconds >= 0 && seconds < 1e6))
      throw new InvalidInput(
          "SECONDS", "seconds", seconds + " is no length", "seconds, 0 to 1,000,000");
  }

  /// The same recording with the length of its sound.
  public Recording lasting(double newSeconds) {
    return new Recording(id, title, artist, isrc, newSeconds, released, codes);
  }
}
