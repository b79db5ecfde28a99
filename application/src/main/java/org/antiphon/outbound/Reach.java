package org.antiphon.outbound;

/// Which addresses a call may go to.
public enum Reach {
  /// Globally routable unicast addresses only.
  PUBLIC,
  /// This machine only, and nothing else: for platforms that are marked as simulated.
  LOOPBACK
}
