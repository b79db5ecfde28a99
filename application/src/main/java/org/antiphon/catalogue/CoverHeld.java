package org.antiphon.catalogue;

import java.util.Optional;

/// The cover of a recording that has not been removed.
///
/// @param picture SHA-256 of its file, a blob, as it came
/// @param recipe that made the print; empty: nobody looked at it yet
/// @param print what it looks like, as the examiner of pictures stored it; empty beside a recipe:
///   it is too plain, or cannot be decoded
public record CoverHeld(
    RecordingId recording,
    String artist,
    String picture,
    Optional<String> recipe,
    Optional<byte[]> print) {}
