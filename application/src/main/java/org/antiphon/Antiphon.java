package org.antiphon;

/// The one program: every command of `./antiphon` begins here.
public final class Antiphon {
  private Antiphon() {}

  /// Runs one command and exits with its code.
  ///
  /// @param args the command and its options, as typed
  public static void main(String[] args) {
    System.exit(args.length == 0 ? 2 : 0);
  }
}
