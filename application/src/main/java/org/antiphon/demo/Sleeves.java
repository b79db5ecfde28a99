package org.antiphon.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.antiphon.demo.Plan.Planned;

/// The covers of the demonstration: those that the catalogue holds of the invented artists, whose
/// recordings it knows by ISRC alone, and those that uploads are shown with.
final class Sleeves {
  private static final String HEADER =
      "id,title,artist,isrc,cover,mandate_kind,mandate_role,territories";

  private Sleeves() {}

  /// Writes `covers.csv` and its pictures, for `catalogue add`.
  static Path catalogue(Path folder) {
    var rows = new StringBuilder(HEADER).append('\n');
    int number = 0;
    for (String artist : Claims.ARTISTS) {
      var file = "sleeve-" + number + ".png";
      CoverPainter.paint(number, 0, folder.resolve(file));
      rows.append(
          "sleeve-%d,First Light,%s,%s2600001,%s,ARTWORK,AGENT,*\n"
              .formatted(number, artist, Claims.PREFIXES.get(number), file));
      number++;
    }
    try {
      return Files.writeString(folder.resolve("covers.csv"), rows, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder, e);
    }
  }

  /// Paints what the uploads are shown with.
  static void paint(List<Planned> uploads, Path folder) {
    for (var upload : uploads)
      switch (upload.claim().sleeve()) {
        case NONE -> {}
        case BORROWED -> CoverPainter.paintBorrowed(0, 0, folder.resolve(file(upload)));
        case IN_STYLE -> CoverPainter.paint(0, 7, folder.resolve(file(upload)));
      }
  }

  /// Name of an upload's picture in its folder; empty where it is shown without.
  static String file(Planned upload) {
    return switch (upload.claim().sleeve()) {
      case NONE -> "";
      case BORROWED -> upload.id() + ".jpg";
      case IN_STYLE -> upload.id() + ".png";
    };
  }
}
