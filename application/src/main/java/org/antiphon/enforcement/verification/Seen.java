package org.antiphon.enforcement.verification;

/// What a look saw of the noticed sound. Only evidence moves a state.
public enum Seen {
  /// Page and audio say that it is gone.
  GONE,
  /// The noticed sound still plays, whatever any status says.
  UP,
  /// Another sound plays under the same id: for the noticed one this is gone; the new one is for
  /// intake to find and examine.
  REPLACED,
  /// Refused to some vantage only.
  PARTLY,
  /// Neither. Ask again later; never a removal.
  NO_EVIDENCE;

  /// Whether the noticed sound cannot be heard there any more.
  public boolean isDown() {
    return this == GONE || this == REPLACED;
  }
}
