package org.antiphon.examination;

import java.util.Optional;
import java.util.UUID;
import org.antiphon.database.Database;

/// The stored assessments, for commands that examine nothing.
///
/// @param database where they lie
public record StoredAssessments(Database database) {
  /// The assessment with this id.
  public Optional<Assessment> find(UUID id) {
    return new AssessmentTable(database).find(id);
  }
}
