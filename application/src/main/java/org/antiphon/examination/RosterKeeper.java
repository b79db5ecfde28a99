package org.antiphon.examination;

import java.util.function.Supplier;
import org.antiphon.catalogue.Roster;
import org.antiphon.impersonation.Impersonation;

/// The index of the roster's names, built anew when the roster has changed. Thread-safe; costs one
/// small query a time it is asked.
public final class RosterKeeper implements Supplier<Impersonation> {
  private final Roster roster;
  private volatile Held held = new Held(-1, new Impersonation(java.util.List.of()));

  private record Held(long version, Impersonation examiner) {}

  /// Follows this roster.
  public RosterKeeper(Roster roster) {
    this.roster = roster;
  }

  @Override
  public Impersonation get() {
    long version = roster.version();
    if (held.version() != version) follow(version);
    return held.examiner();
  }

  private synchronized void follow(long version) {
    if (held.version() < version) held = new Held(version, new Impersonation(roster.artists()));
  }
}
