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

  /// Whether it says that a generator made the sound, not that one may have had a part in it.
  boolean isOfGenerator() {
    return switch (kind) {
      case "aigc.label" -> weight == Weight.POSSIBLY_AI;
      case "xmp.digitalSourceType" ->
          SourceTypes.of(value).filter(says -> says == SourceTypes.Says.AI).isPresent();
      default -> kind.startsWith("generator.");
    };
  }

  /// What a mark can amount to.
  public enum Weight {
    POSSIBLY_AI,
    /// A statement of rights; says nothing of how the sound was made.
    RIGHTS,
    NONE
  }
}
