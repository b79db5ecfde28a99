package org.antiphon.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.antiphon.connector.Cursor;
import org.antiphon.connector.FeedAnswer;
import org.antiphon.connector.RemoteUpload;

/// Where the reading of one feed stands, and what follows from a page; pure.
///
/// A walk goes from the newest upload towards older ones. A full walk goes to the end; one for news
/// stops where a whole page is older than the watermark less the overlap. Pages come twice, lose
/// entries, change their order and their cursors die, so storing is idempotent, the watermark moves
/// only at the end of a walk, a dead cursor starts the walk again, and while a feed is small every
/// walk is a full one (a large one is walked whole once a day).
///
/// @param cursor of the next page; empty = the newest
/// @param pages read in this walk
/// @param fresh uploads first seen in this walk
/// @param newest publication seen in this walk
record Walk(Kind kind, Optional<Cursor> cursor, int pages, int fresh, Optional<Instant> newest) {
  static final int SMALL = 200;
  private static final Duration WHOLE_EVERY = Duration.ofHours(24);

  enum Kind {
    FULL,
    NEW
  }

  /// The beginning of a walk.
  static Walk begin(Kind kind) {
    return new Walk(kind, Optional.empty(), 0, 0, Optional.empty());
  }

  /// From the newest again, as the same kind of walk. What was fresh stays counted.
  Walk again() {
    return new Walk(kind, Optional.empty(), 0, fresh, newest);
  }

  /// After a page.
  Walk after(FeedAnswer.Page page, int freshOnPage) {
    return new Walk(
        kind, page.next(), pages + 1, fresh + freshOnPage, later(newest, newestOn(page)));
  }

  /// Whether the walk has come to its end with this page.
  boolean endsWith(FeedAnswer.Page page, Optional<Instant> watermark, Duration overlap) {
    if (page.next().isEmpty()) return true;
    if (kind == Kind.FULL || watermark.isEmpty()) return false;
    return newestOn(page)
        .filter(newest -> newest.isBefore(watermark.get().minus(overlap)))
        .isPresent();
  }

  /// What kind the walk after this one is.
  ///
  /// @param wholeAt when the last full walk ended
  /// @param wholePages how long it was
  static Kind next(Optional<Instant> wholeAt, int wholePages, Instant now) {
    boolean due = wholeAt.map(at -> at.plus(WHOLE_EVERY).isBefore(now)).orElse(true);
    return due || wholePages <= SMALL ? Kind.FULL : Kind.NEW;
  }

  private static Optional<Instant> newestOn(FeedAnswer.Page page) {
    return page.uploads().stream()
        .filter(RemoteUpload.Published.class::isInstance)
        .map(upload -> ((RemoteUpload.Published) upload).publishedAt())
        .max(Instant::compareTo);
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    if (one.isEmpty() || other.isEmpty()) return one.or(() -> other);
    return one.get().isAfter(other.get()) ? one : other;
  }
}
