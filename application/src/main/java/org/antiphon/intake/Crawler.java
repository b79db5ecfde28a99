package org.antiphon.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.antiphon.connector.FeedAnswer;
import org.antiphon.connector.RemoteUpload;
import org.antiphon.database.Database;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobRun;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Limiter;

/// Reads feeds, one page a run: page, place in the feed and what follows are one transaction, so a
/// crash repeats at most one page.
final class Crawler {
  static final JobType<CrawlPlatform> CRAWL = new JobType<>("intake.crawl", CrawlPlatform.class);

  /// After a walk that brought news: the next one looks for what its pages had lost.
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final Duration MOST_PATIENT = Duration.ofMinutes(5);

  /// A page that fails so often may be broken for good: begin again at the newest.
  private static final int GIVE_UP_PAGE = 6;

  private final Database database;
  private final Limiter limiter;
  private final Arrivals arrivals;
  private final Map<PlatformId, Source> sources;
  private final IntakeSettings settings;
  private final InstantSource clock;
  private final CrawlTable crawls;

  Crawler(
      Database database,
      Limiter limiter,
      Arrivals arrivals,
      Map<PlatformId, Source> sources,
      IntakeSettings settings,
      InstantSource clock) {
    this.database = database;
    this.limiter = limiter;
    this.arrivals = arrivals;
    this.sources = sources;
    this.settings = settings;
    this.clock = clock;
    this.crawls = new CrawlTable(database);
  }

  /// Reads the next page of one platform.
  JobOutcome read(CrawlPlatform job, JobRun run) {
    var id = new PlatformId(job.platform());
    var source = sources.get(id);
    var row = crawls.read(id);
    if (source == null || row.isEmpty()) return JobOutcome.done(); // no longer in the settings
    if (limiter.acquire(id.text()) instanceof Limiter.Grant.NotBefore(var at))
      return JobOutcome.again(at);
    var answer = source.feed().uploads(row.get().walk().cursor());
    if (answer instanceof FeedAnswer.Throttled(var asked))
      limiter.hold(id.text(), until(asked, row.get().failures()));
    return database.inTransaction(() -> apply(id, row.get(), answer, run.lease()));
  }

  private JobOutcome apply(PlatformId id, CrawlTable.Row row, FeedAnswer answer, long lease) {
    return switch (answer) {
      case FeedAnswer.Page page -> stored(id, row, page, lease);
      case FeedAnswer.Expired _ -> restarted(id, row, lease);
      case FeedAnswer.Throttled(var asked) ->
          failed(id, row, until(asked, row.failures()), "asked to wait", lease);
      case FeedAnswer.Failed(var cause) ->
          failed(id, row, until(Optional.empty(), row.failures()), cause, lease);
      case FeedAnswer.Missing _ ->
          failed(id, row, until(Optional.empty(), row.failures()), "no feed there", lease);
    };
  }

  private JobOutcome stored(PlatformId id, CrawlTable.Row row, FeedAnswer.Page page, long lease) {
    int fresh = 0;
    for (RemoteUpload upload : page.uploads()) if (arrivals.listed(id, upload)) fresh++;
    var walk = row.walk().after(page, fresh);
    boolean circles = page.next().isPresent() && page.next().equals(row.walk().cursor());
    if (circles) return restarted(id, row, lease);
    boolean ends = row.walk().endsWith(page, row.watermark(), settings.overlap());
    var trouble =
        page.unreadable() == 0
            ? Optional.<String>empty()
            : Optional.of(page.unreadable() + " entries of a page could not be read");
    var now = clock.instant();
    var next = ends ? ended(row, walk, now) : row.with(walk);
    crawls.write(id, next, new CrawlTable.Note(now, lease, 0, trouble));
    return JobOutcome.again(ends ? now.plus(pause(walk)) : now);
  }

  private static CrawlTable.Row ended(CrawlTable.Row row, Walk walk, Instant now) {
    boolean whole = walk.kind() == Walk.Kind.FULL;
    var wholeAt = whole ? Optional.of(now) : row.wholeAt();
    int wholePages = whole ? walk.pages() : row.wholePages();
    return new CrawlTable.Row(
        Walk.begin(Walk.next(wholeAt, wholePages, now)),
        walk.newest().or(row::watermark),
        wholeAt,
        wholePages,
        0);
  }

  private Duration pause(Walk walk) {
    boolean soon = walk.fresh() > 0 && settings.crawlEvery().compareTo(SOON) > 0;
    return soon ? SOON : settings.crawlEvery();
  }

  private JobOutcome restarted(PlatformId id, CrawlTable.Row row, long lease) {
    var now = clock.instant();
    var note = new CrawlTable.Note(now, lease, 1, Optional.of("the cursor was dead"));
    crawls.write(id, row.with(row.walk().again()), note);
    return JobOutcome.again(now);
  }

  private JobOutcome failed(
      PlatformId id, CrawlTable.Row row, Instant until, String cause, long lease) {
    var walk = (row.failures() + 1) % GIVE_UP_PAGE == 0 ? row.walk().again() : row.walk();
    var note = new CrawlTable.Note(clock.instant(), lease, 0, Optional.of(cause));
    crawls.write(id, row.failed(walk), note);
    return JobOutcome.again(until);
  }

  /// As asked, at most a day ahead; else doubling from 1 s to 5 minutes. One reader a platform:
  /// nobody to be out of step with, so no jitter.
  private Instant until(Optional<Duration> asked, int failures) {
    long doubled = 1000L << Math.min(failures, 20);
    var own = Duration.ofMillis(Math.min(doubled, MOST_PATIENT.toMillis()));
    var day = Duration.ofDays(1);
    var pause = asked.map(a -> a.compareTo(day) > 0 ? day : a).orElse(own);
    return clock.instant().plus(pause);
  }
}
