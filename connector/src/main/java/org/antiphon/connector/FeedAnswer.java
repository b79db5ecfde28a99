package org.antiphon.connector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a feed answered.
public sealed interface FeedAnswer {
  /// A page.
  ///
  /// @param next where to go on; empty at the end
  record Page(List<RemoteUpload> uploads, Optional<Cursor> next, int unreadable)
      implements FeedAnswer {
    /// Copies the uploads in.
    ///
    /// @param unreadable entries that could not be understood and were left out
    public Page {
      uploads = List.copyOf(uploads);
    }
  }

  /// The cursor is dead: begin again at the newest.
  record Expired() implements FeedAnswer {}

  /// Asked for by its id, and not there.
  record Missing() implements FeedAnswer {}

  /// Not now.
  ///
  /// @param retryAfter as it asked
  record Throttled(Optional<Duration> retryAfter) implements FeedAnswer {}

  /// No page. Ask again later; the place in the feed is not lost.
  record Failed(String cause) implements FeedAnswer {}
}
