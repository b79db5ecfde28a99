package org.antiphon.catalogue;

import java.nio.file.Path;
import java.util.Optional;

/// One recording as somebody wants it in the catalogue, valid in itself.
///
/// @param where file and line, or the file of sound
/// @param ownId the id that its owner gave it
/// @param sound its file of sound
/// @param held SHA-256 of a sound that the catalogue holds already (`sha256:…` in a file that we
///   wrote ourselves)
/// @param mandate what lets us act for it
/// @param cover the picture shown with it
/// @param document the mandate's paper, to be kept as a blob; its SHA-256 is in the mandate
public record Draft(
    String where,
    Origin origin,
    Optional<RecordingId> ownId,
    Optional<Path> sound,
    Optional<String> held,
    Described described,
    Optional<Mandate> mandate,
    Optional<Path> document,
    Optional<Cover> cover) {
  /// The picture shown with a recording: a file, or one that the catalogue holds.
  public sealed interface Cover {
    /// A picture to be stored.
    record File(Path path) implements Cover {}

    /// One that is stored already.
    record Held(String sha256) implements Cover {}
  }

  /// Whose word the description is.
  public enum Origin {
    /// Somebody wrote a row: it replaces what the catalogue says.
    ROW,
    /// A file's tags: they never replace what the catalogue says.
    TAGS
  }

  /// A file of sound, described by its tags.
  public static Draft ofFile(Path sound, Described tags) {
    return new Draft(
        sound.toString(),
        Origin.TAGS,
        Optional.empty(),
        Optional.of(sound),
        Optional.empty(),
        tags,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// The same with another description.
  public Draft describedAs(Described other) {
    return new Draft(where, origin, ownId, sound, held, other, mandate, document, cover);
  }

  /// The same under a mandate.
  public Draft under(Optional<Mandate> other, Optional<Path> paper) {
    return new Draft(where, origin, ownId, sound, held, described, other, paper, cover);
  }

  /// What tells it from others of its file: own id, else ISRC, else its sound.
  String key() {
    return ownId
        .map(RecordingId::value)
        .or(() -> described.isrc().map(Isrc::code))
        .or(() -> sound.map(Path::toString))
        .or(() -> held)
        .orElse(where);
  }
}
