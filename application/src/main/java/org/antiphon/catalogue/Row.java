package org.antiphon.catalogue;

import java.util.Map;

/// One row of an import file.
///
/// @param where `file:line`
/// @param cells column to text, stripped; an empty cell is absent
record Row(String where, Map<String, String> cells) {
  Row {
    cells = Map.copyOf(cells);
  }

  String cell(String column) {
    return cells.getOrDefault(column, "");
  }
}
