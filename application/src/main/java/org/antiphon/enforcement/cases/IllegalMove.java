package org.antiphon.enforcement.cases;

/// A move that no table of moves has: a bug, or somebody else was faster. Nothing was changed.
public final class IllegalMove extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /// Names what was to be moved, and both states.
  public IllegalMove(String what, String from, String to) {
    super("A " + what + " that is " + from + " cannot become " + to);
  }
}
