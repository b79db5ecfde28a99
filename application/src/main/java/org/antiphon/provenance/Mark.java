package org.antiphon.provenance;

/// A mark beside the signed statement: unsigned, removable, forgeable. Never a verdict.
///
/// @param kind such as `generator.suno`, `aigc.label`, `xmp.digitalSourceType`, `rights.…`
/// @param field that it stood in
/// @param value as it stood there; safe to show
/// @param weight what it can amount to at most
public record Mark(String kind, String field, String value, Weight weight) {
  public Mark {
    kind = Texts.shown(kind);
    field = Texts.shown(field);
    value = Texts.shown(value);
  }

  /// What a mark can amount to.
  public enum Weight {
    POSSIBLY_AI,
    /// A statement of rights; says nothing of how the sound was made.
    RIGHTS,
    NONE
  }
}
