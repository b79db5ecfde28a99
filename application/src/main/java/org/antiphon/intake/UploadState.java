package org.antiphon.intake;

/// How far an upload has come in.
public enum UploadState {
  /// Listed; its sound, or the sound of its newest revision, is yet to be fetched.
  SEEN,
  /// Its sound is stored.
  FETCHED,
  /// Its sound cannot be had; the upload says why.
  UNFETCHABLE,
  /// It is no longer there.
  GONE
}
