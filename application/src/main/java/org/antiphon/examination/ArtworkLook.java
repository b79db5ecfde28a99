package org.antiphon.examination;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.antiphon.audio.PictureReader;
import org.antiphon.impersonation.CoverPrint;
import org.antiphon.impersonation.Covers;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.problem.Unreadable;

/// Looks at the picture that a sound is shown with: the one that the platform showed, else the one
/// in the file. Nothing is looked at where the catalogue holds no cover. Thread-safe.
public final class ArtworkLook {
  private final Supplier<Covers> covers;
  private final Optional<PictureReader> pictures;

  /// Compares with these covers, as they are when asked.
  public ArtworkLook(Supplier<Covers> covers, PictureReader pictures) {
    this(covers, Optional.of(pictures));
  }

  private ArtworkLook(Supplier<Covers> covers, Optional<PictureReader> pictures) {
    this.covers = covers;
    this.pictures = pictures;
  }

  /// Looks at nothing.
  public static ArtworkLook none() {
    return new ArtworkLook(() -> Covers.NONE, Optional.empty());
  }

  /// What the picture shows.
  ///
  /// @param shown the picture's file, as the platform showed it
  Optional<Artwork> look(Optional<Path> shown, Path sound, Listener listener) throws IOException {
    var known = covers.get();
    if (known.isEmpty() || pictures.isEmpty()) return Optional.empty();
    var picture =
        shown.isPresent()
            ? Optional.of(Files.readAllBytes(shown.get()))
            : listener.pictureIn(sound);
    if (picture.isEmpty()) return Optional.empty();
    String sha256 = CanonicalJson.sha256(picture.get());
    try {
      var pixels = pictures.get().decode(picture.get(), "picture " + sha256);
      var print = CoverPrint.ofForeign(pixels.width(), pixels.height(), pixels.rgb());
      return Optional.of(Artwork.of(sha256, print, known));
    } catch (Unreadable _) {
      return Optional.of(Artwork.unreadable(sha256));
    }
  }
}
