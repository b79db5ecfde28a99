package org.antiphon.enforcement.basis;

import org.antiphon.catalogue.Mandate;

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

  /// The kind of mandate that lets us act on it.
  public Mandate.Kind mandate() {
    return switch (this) {
      case COPIED_RECORDING, AI_LABEL -> Mandate.Kind.RECORDING;
      case COPIED_COMPOSITION -> Mandate.Kind.COMPOSITION;
      case COPIED_ARTWORK -> Mandate.Kind.ARTWORK;
      case LIKENESS, IMPERSONATION -> Mandate.Kind.NAME_LIKENESS;
      case TRADEMARK -> Mandate.Kind.TRADEMARK;
    };
  }

  /// Whether the sounds of upload and recording are held against each other: only a copied
  /// recording has stretches that lie on one line.
  public boolean isOfSound() {
    return this == COPIED_RECORDING;
  }

  /// Whether a recording of ours must be heard beside the upload before anything is signed.
  public boolean isHeardBeside() {
    return this == COPIED_RECORDING || this == COPIED_COMPOSITION;
  }

  /// Whether it hangs on an artist of the roster and not on a recording.
  public boolean isOfAnArtist() {
    return isOfAPerson() || this == TRADEMARK;
  }

  /// Whether two people must have looked, apart, since no measurement stands behind it.
  public boolean needsTwo() {
    return isOfAPerson() || this == COPIED_COMPOSITION;
  }

  /// Whether it rests on a person's name, and two people must have looked, apart.
  public boolean isOfAPerson() {
    return this == LIKENESS || this == IMPERSONATION;
  }
}
