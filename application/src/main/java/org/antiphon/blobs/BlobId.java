package org.antiphon.blobs;

import java.util.regex.Pattern;
import org.antiphon.problem.InvalidInput;

/// The name of stored bytes: their SHA-256, 64 lower-case hexadecimal digits.
public record BlobId(String sha256) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /// Refuses anything else, so that an id can never name a path of its own.
  public BlobId {
    if (!FORM.matcher(sha256).matches())
      throw new InvalidInput(
          "BLOB_ID",
          "blob id",
          "\"" + sha256 + "\" is no SHA-256",
          "give 64 lower-case hexadecimal digits");
  }

  @Override
  public String toString() {
    return sha256;
  }
}
