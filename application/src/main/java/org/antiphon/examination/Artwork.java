package org.antiphon.examination;

import java.util.Optional;
import org.antiphon.impersonation.CoverPrint;
import org.antiphon.impersonation.Covers;
import tools.jackson.databind.node.ObjectNode;

/// What was found about the picture that a sound is shown with.
///
/// @param sha256 of the picture's file
/// @param alike the cover of the catalogue that it is; present only beside ALIKE
public record Artwork(String sha256, State state, Optional<Covers.Alike> alike) {
  /// What a look at it gave.
  public enum State {
    /// It is a cover of the catalogue.
    ALIKE,
    /// It is none.
    OTHER,
    /// Too plain to be told from another.
    CANNOT_TELL,
    /// No picture that can be decoded.
    UNREADABLE
  }

  static Artwork unreadable(String sha256) {
    return new Artwork(sha256, State.UNREADABLE, Optional.empty());
  }

  static Artwork of(String sha256, Optional<CoverPrint> print, Covers covers) {
    var alike = print.flatMap(covers::find);
    var state = print.isEmpty() ? State.CANNOT_TELL : alike.isPresent() ? State.ALIKE : State.OTHER;
    return new Artwork(sha256, state, alike);
  }

  void write(ObjectNode json) {
    json.put("pictureSha256", sha256)
        .put("state", state.name())
        .put("recipe", CoverPrint.RECIPE)
        .put("threshold", ExaminationJson.seconds(Covers.THRESHOLD));
    if (alike.isEmpty()) json.putNull("alike");
    else
      json.putObject("alike")
          .put("recording", alike.get().cover().recording().value())
          .put("artist", alike.get().cover().artist())
          .put("coverSha256", alike.get().cover().sha256())
          .put("distance", ExaminationJson.seconds(alike.get().distance()));
  }
}
