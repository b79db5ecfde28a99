package org.antiphon.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.database.Database;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.Priority;
import org.antiphon.ledger.Ledger;
import org.antiphon.outbound.Outbound;

/// The room's door: what came in, and how more of it is brought in.
public final class Intake {
  /// Scheduled in the transaction that notes a fetched sound; heavy, since its handler decodes.
  public static final JobType<FetchedUpload> FETCHED =
      new JobType<>("upload.fetched", FetchedUpload.class).heavy();

  private final Database database;
  private final Jobs jobs;
  private final Blobs blobs;
  private final InstantSource clock;
  private final UploadTable uploads;
  private final PlatformTable platforms;
  private final Arrivals arrivals;

  /// Takes what it needs; nothing runs before [#register] and the start of the jobs.
  public Intake(Database database, Ledger ledger, Jobs jobs, Blobs blobs, InstantSource clock) {
    this.database = database;
    this.jobs = jobs;
    this.blobs = blobs;
    this.clock = clock;
    this.uploads = new UploadTable(database);
    this.platforms = new PlatformTable(database, clock);
    this.arrivals = new Arrivals(uploads, jobs, ledger, clock);
  }

  /// Registers the jobs that read feeds and fetch sound; before the jobs are started.
  public void register(List<Source> sources, Outbound outbound, IntakeSettings settings) {
    try {
      Files.createDirectories(settings.partial());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var byId = byId(sources);
    var crawler = new Crawler(database, jobs.limiter(), arrivals, byId, settings, clock);
    jobs.register(Crawler.CRAWL, crawler::read);
    var download = Download.ofSound(outbound, settings);
    var pictures = Download.ofPictures(outbound, settings);
    var fetcher =
        new Fetcher(
            database,
            jobs.limiter(),
            arrivals,
            new Fetcher.Way(byId, download, pictures, blobs),
            clock);
    jobs.register(Arrivals.FETCH, fetcher::fetch, Fetcher.PATIENCE);
  }

  private static Map<PlatformId, Source> byId(List<Source> sources) {
    var byId = new HashMap<PlatformId, Source>();
    for (var source : sources) byId.put(source.id(), source);
    return Map.copyOf(byId);
  }

  /// Notes these platforms and their limits, and sees to it that each feed is read from now on.
  /// Harmless to repeat.
  public void follow(List<Source> sources) {
    for (var source : sources) {
      var settings = source.settings();
      database.inTransaction(() -> {
        platforms.note(settings);
        jobs.schedule(
            Crawler.CRAWL,
            settings.id(),
            new CrawlPlatform(settings.id()),
            clock.instant(),
            Priority.NORMAL);
      });
      jobs.limiter()
          .define(
              settings.id(),
              settings.requestsPerSecond(),
              settings.burst(),
              Fetcher.MOST_IN_FLIGHT);
      jobs.limiter()
          .define(
              Fetcher.bucket(source.id()),
              settings.requestsPerSecond(),
              settings.burst(),
              Fetcher.MOST_IN_FLIGHT);
    }
  }

  /// Adds what is given by hand: files and addresses.
  public Additions additions() {
    return new Additions(database, platforms, arrivals, blobs, clock);
  }

  /// One upload.
  public Optional<Upload> upload(UploadId id) {
    return uploads.find(id);
  }

  /// One upload by the platform's own id.
  public Optional<Upload> upload(PlatformId platform, String externalId) {
    return uploads.find(platform, externalId);
  }

  /// The picture that the platform shows with an upload, where it could be had.
  public Optional<BlobId> coverOf(UploadId id) {
    return uploads.cover(id);
  }

  /// A page of uploads, newest seen first.
  public List<Upload> uploads(UploadQuery query) {
    return uploads.list(query);
  }

  /// All uploads with this very sound, oldest first.
  public List<Upload> withAudio(BlobId audio) {
    return uploads.withAudio(audio);
  }

  /// How many uploads, by platform and state.
  public IntakeCounts counts() {
    return uploads.counts();
  }

  /// All platforms and how their feeds are being read.
  public List<PlatformView> platforms() {
    return platforms.list();
  }
}
