package org.antiphon.examination;

import java.util.UUID;

/// The id of one stored assessment.
public record AssessmentId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
