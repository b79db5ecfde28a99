package org.antiphon.enforcement.verification;

import java.util.List;
import java.util.UUID;
import org.antiphon.database.Database;

/// What was seen at each look, to be shown.
///
/// @param database where it is kept
public record Looks(Database database) {
  /// All looks for a notice, oldest first.
  public List<Verification.Look> of(UUID notice) {
    return new Watches(database).looks(notice);
  }
}
