package org.antiphon.intake;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antiphon.blobs.FileBlobs;
import org.antiphon.config.PlatformSettings;
import org.antiphon.connector.Feed;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobRun;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundSettings;
import org.antiphon.outbound.Resolver;

/// An intake on a database of its own, with a clock that is set by hand and jobs that are run by
/// hand.
final class Desk implements AutoCloseable {
  static final PlatformId P1 = new PlatformId("p1");
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private long lease;

  final InstantSource clock = () -> now;
  final Database database = TestDatabase.fresh();
  final Jobs jobs = new Jobs(database, JobsSettings.standard(), clock);
  final FileBlobs blobs;
  final Intake intake;
  final IntakeSettings settings;
  private final Arrivals arrivals;
  private final Outbound outbound =
      new Outbound(
          new OutboundSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), 8, 16, "test"),
          Resolver.system(),
          clock);

  Desk(Path folder) throws IOException {
    blobs = new FileBlobs(folder.resolve("blobs"));
    var ledger = new Ledger(database, new KeyFolder(folder.resolve("keys")), clock);
    intake = new Intake(database, ledger, jobs, blobs, clock);
    arrivals = new Arrivals(new UploadTable(database), jobs, ledger, clock);
    settings =
        new IntakeSettings(
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            100_000,
            Files.createDirectories(folder.resolve("partial")));
  }

  /// A simulated platform with this feed.
  static Source source(Feed feed) {
    var settings =
        new PlatformSettings(
            "p1",
            "Warble",
            "rest",
            URI.create("http://127.0.0.1:1/p1"),
            Optional.empty(),
            Optional.empty(),
            true,
            Set.of("US_512"),
            Set.of("*"),
            1000,
            1000,
            Duration.ofSeconds(2),
            Optional.empty(),
            true,
            false,
            true);
    return new Source(settings, feed);
  }

  Crawler crawler(Feed feed) {
    intake.follow(List.of(source(feed)));
    return new Crawler(
        database, jobs.limiter(), arrivals, Map.of(P1, source(feed)), settings, clock);
  }

  Fetcher fetcher(Feed feed) {
    intake.follow(List.of(source(feed)));
    var way =
        new Fetcher.Way(
            Map.of(P1, source(feed)),
            Download.ofSound(outbound, settings),
            Download.ofPictures(outbound, settings),
            blobs);
    return new Fetcher(database, jobs.limiter(), arrivals, way, clock);
  }

  Arrivals arrivals() {
    return arrivals;
  }

  /// One run of a job.
  JobRun run() {
    return new JobRun("test", 1, ++lease);
  }

  /// Reads one page, and moves the clock to when the next is due.
  void page(Crawler crawler) {
    var outcome = crawler.read(new CrawlPlatform("p1"), run());
    if (outcome instanceof JobOutcome.Again(var at, _) && at.isAfter(now)) now = at;
  }

  /// Reads pages until this many walks have come to their end.
  void walks(Crawler crawler, int walks) {
    for (int ended = 0; ended < walks; ) {
      page(crawler);
      if (walk().pages() == 0 && walk().cursor().isEmpty()) ended++;
    }
  }

  Walk walk() {
    return new CrawlTable(database).read(P1).orElseThrow().walk();
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  long entries(String kind) {
    return count("select count(*) from ledger_entry where kind = '" + kind + "'");
  }

  long jobsOf(String type) {
    return count(
        """
        select (select count(*) from job where task_name = '%1$s')
          + (select count(*) from job_heavy where task_name = '%1$s')
        """
            .formatted(type));
  }

  long count(String sql) {
    return database.sql().sql(sql).query(Long.class).single();
  }

  @Override
  public void close() {
    outbound.close();
    jobs.close();
    database.close();
  }
}
