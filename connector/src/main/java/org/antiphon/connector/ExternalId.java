package org.antiphon.connector;

/// The platform's own name for an upload.
public record ExternalId(String text) {
  /// Refuses an empty or an absurdly long one.
  public ExternalId {
    Text.requireToken("external id", text);
  }
}
