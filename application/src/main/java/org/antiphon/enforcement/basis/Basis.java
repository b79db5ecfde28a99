package org.antiphon.enforcement.basis;

/// The ground on which a notice rests. One case, one basis; never one notice mixing two.
public enum Basis {
  /// A fixed performance of ours was copied (17 U.S.C. 114(b): that fixation only).
  COPIED_RECORDING,
  /// The song itself, confirmed by a person.
  COPIED_COMPOSITION,
  /// The picture shown with it.
  COPIED_ARTWORK,
  /// A person's voice or likeness, where a law in force protects it.
  LIKENESS,
  /// It presents itself as an artist who did not agree.
  IMPERSONATION,
  /// A mark used as a badge of origin.
  TRADEMARK,
  /// Machine-made and not labelled: a request to label, never to remove.
  AI_LABEL;

  /// Whether it rests on a copyright, so that exceptions must have been considered.
  public boolean isCopyright() {
    return switch (this) {
      case COPIED_RECORDING, COPIED_COMPOSITION, COPIED_ARTWORK -> true;
      case LIKENESS, IMPERSONATION, TRADEMARK, AI_LABEL -> false;
    };
  }

  /// Whether it rests on a person's name, and two people must have looked, apart.
  public boolean isOfAPerson() {
    return this == LIKENESS || this == IMPERSONATION;
  }
}
