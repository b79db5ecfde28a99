package org.antiphon.connector;

/// The platform's own name for a notice that it holds.
public record Reference(String id) {
  /// Refuses an empty or an absurdly long one.
  public Reference {
    Text.requireToken("reference", id);
  }
}
