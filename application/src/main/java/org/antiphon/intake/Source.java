package org.antiphon.intake;

import org.antiphon.config.PlatformSettings;
import org.antiphon.connector.Feed;
import org.antiphon.outbound.Reach;

/// A platform whose feed we read.
public record Source(PlatformSettings settings, Feed feed) {
  /// Its id.
  public PlatformId id() {
    return new PlatformId(settings.id());
  }

  /// Where its sound may be fetched from.
  Reach reach() {
    return settings.simulated() ? Reach.LOOPBACK : Reach.PUBLIC;
  }
}
