package org.antiphon.connector;

/// What a person attested, ready to be sent. The bytes are the thing; the text is derived from them
/// and carries nothing of its own.
///
/// @param target the upload that it is about
/// @param json the notice as RFC 8785 JSON, never written to after construction
/// @param sha256 of `json`, 64 lower-case hexadecimal digits
/// @param text the same notice in plain words, for platforms that take letters
public record NoticeDocument(ExternalId target, byte[] json, String sha256, String text) {
  /// Refuses a hash that is not the hash of the bytes.
  public NoticeDocument {
    if (!Sha256.of(json).equals(sha256))
      throw new IllegalArgumentException("the notice's bytes do not have the hash " + sha256);
  }

  /// Hashes the bytes.
  public static NoticeDocument of(ExternalId target, byte[] json, String text) {
    return new NoticeDocument(target, json, Sha256.of(json), text);
  }
}
