package org.antiphon.connector;

import java.net.URI;
import java.util.Optional;

/// What a platform shows: its uploads, newest first.
public interface Feed {
  /// One page.
  ///
  /// @param from empty for the newest
  FeedAnswer uploads(Optional<Cursor> from);

  /// One upload as it stands now.
  FeedAnswer upload(ExternalId id);

  /// How to fetch an upload's sound; the caller sends it, in ranges, and stores what comes.
  HttpCall audio(URI audio);
}
