package org.antiphon.catalogue;

import java.util.List;

/// The columns of the catalogue's files, in the order in which we write them.
final class Columns {
  static final List<String> ALL =
      List.of(
          "id",
          "file",
          "title",
          "artist",
          "isrc",
          "iswc",
          "upc",
          "label_line",
          "released",
          "mandate_kind",
          "mandate_role",
          "mandate_document",
          "territories",
          "from",
          "until",
          "mandate_owner",
          "mandate_attesters",
          "cover");

  /// A `file`, `mandate_document` or `cover` that the catalogue holds already.
  static final String HELD = "sha256:";

  private Columns() {}
}
