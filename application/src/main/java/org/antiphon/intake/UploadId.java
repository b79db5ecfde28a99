package org.antiphon.intake;

import java.util.UUID;

/// Our id of an upload.
public record UploadId(UUID uuid) {
  /// Reads it from text.
  public static UploadId of(String text) {
    return new UploadId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
