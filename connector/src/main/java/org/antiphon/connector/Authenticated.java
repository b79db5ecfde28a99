package org.antiphon.connector;

import java.util.List;

/// Whether a request really comes from the platform.
public sealed interface Authenticated {
  /// It does.
  ///
  /// @param eventId the sender's id of this message: the same again is the same message
  record Genuine(String eventId, List<PlatformEvent> events) implements Authenticated {
    /// Copies the events in.
    public Genuine {
      events = List.copyOf(events);
    }
  }

  /// Signed by the platform, and yet not to be understood: keep it, poll, tell a person.
  record Unreadable(String eventId, String cause) implements Authenticated {}

  /// It does not, or nothing shows that it does: answer 401, do nothing.
  record Forged(String cause) implements Authenticated {}
}
