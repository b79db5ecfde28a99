package org.antiphon.connector;

/// Why we take a notice back, as sent.
///
/// @param json RFC 8785 JSON, never written to after construction
/// @param sha256 of `json`
/// @param text the same in plain words
public record RetractionDocument(byte[] json, String sha256, String text) {
  /// Refuses a hash that is not the hash of the bytes.
  public RetractionDocument {
    if (!Sha256.of(json).equals(sha256))
      throw new IllegalArgumentException("the retraction's bytes do not have the hash " + sha256);
  }

  /// Hashes the bytes.
  public static RetractionDocument of(byte[] json, String text) {
    return new RetractionDocument(json, Sha256.of(json), text);
  }
}
