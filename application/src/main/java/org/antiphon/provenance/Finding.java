package org.antiphon.provenance;

/// One thing that was found about a statement.
///
/// @param code of C2PA, or our own
/// @param where in the file or manifest; safe to show
/// @param explanation one plain sentence
public record Finding(String code, String where, String explanation) {
  static Finding of(String code, String where) {
    return new Finding(Texts.shown(code), Texts.shown(where), Codes.inWords(code));
  }
}
