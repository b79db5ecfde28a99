package org.antiphon.intake;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.antiphon.blobs.Blobs;
import org.antiphon.connector.HttpCall;
import org.antiphon.database.Database;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobRun;
import org.antiphon.jobs.Limiter;
import org.antiphon.jobs.RetryPolicy;
import org.antiphon.outbound.Reach;
import org.antiphon.problem.Unavailable;

/// Fetches the sound of uploads, stores it, and says so: blob first, then row, ledger entry and the
/// next job in one transaction. A blob without a row is harmless and found again by its hash.
final class Fetcher {
  static final int MOST_IN_FLIGHT = 50;
  private static final int ATTEMPTS = 12;

  /// Attempts of one job in which its picture is still waited for.
  private static final int COVER_ATTEMPTS = 5;

  static final RetryPolicy PATIENCE =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), ATTEMPTS);

  private final Database database;
  private final Limiter limiter;
  private final Arrivals arrivals;
  private final Way way;
  private final InstantSource clock;

  /// How sound and pictures come in.
  record Way(Map<PlatformId, Source> sources, Download download, Download pictures, Blobs blobs) {
    Reach reach(PlatformId platform) {
      var source = sources.get(platform);
      return source == null ? Reach.PUBLIC : source.reach();
    }

    HttpCall call(Upload upload) {
      var source = sources.get(upload.platform());
      URI audio = upload.audioUrl();
      return source == null
          ? HttpCall.get(audio, Map.of(), HttpCall.Limits.AUDIO)
          : source.feed().audio(audio);
    }
  }

  Fetcher(Database database, Limiter limiter, Arrivals arrivals, Way way, InstantSource clock) {
    this.database = database;
    this.limiter = limiter;
    this.arrivals = arrivals;
    this.way = way;
    this.clock = clock;
  }

  /// The limit of a platform's sound, apart from that of its interface.
  static String bucket(PlatformId platform) {
    return platform + ".audio";
  }

  /// Fetches one upload.
  JobOutcome fetch(FetchUpload job, JobRun run) throws IOException {
    var found = arrivals.uploads().find(new UploadId(job.upload()));
    boolean wanted =
        found
            .filter(u -> u.revision() == job.revision() && u.state() == UploadState.SEEN)
            .isPresent();
    if (!wanted) return JobOutcome.done();
    var upload = found.get();
    if (way.sources().containsKey(upload.platform())
        && limiter.acquire(bucket(upload.platform())) instanceof Limiter.Grant.NotBefore(var at))
      return JobOutcome.again(at);
    var cover = Cover.of(upload).filter(_ -> !arrivals.uploads().coverAsked(upload));
    if (cover.isPresent()) cover(upload, cover.get(), run);
    String name = upload.id() + "-" + upload.revision();
    var result = way.download().fetch(way.call(upload), way.reach(upload.platform()), name);
    return ended(upload, result, name, run);
  }

  /// Fetches the picture first, so that an examination finds both. One that cannot be had after a
  /// few attempts keeps nobody from the sound.
  private void cover(Upload upload, URI picture, JobRun run) throws IOException {
    String name = upload.id() + "-" + upload.revision() + "-cover";
    var call = HttpCall.get(picture, Map.of(), HttpCall.Limits.AUDIO);
    var result = way.pictures().fetch(call, way.reach(upload.platform()), name);
    switch (result) {
      case Download.Result.Complete(var file) -> {
        try (var in = Files.newInputStream(file)) {
          arrivals.uploads().cover(upload, Optional.of(way.blobs().put(in)), Optional.empty());
        }
      }
      case Download.Result.Gone(int status) -> without(upload, "status " + status);
      case Download.Result.Hopeless(var why) -> without(upload, why);
      case Download.Result.NotNow(var why, var asked) -> {
        if (run.attempt() < COVER_ATTEMPTS) throw later(upload, why, asked);
        without(upload, why);
      }
    }
    way.pictures().forget(name);
  }

  private void without(Upload upload, String why) {
    arrivals.uploads().cover(upload, Optional.empty(), Optional.of(why));
  }

  private JobOutcome ended(Upload upload, Download.Result result, String name, JobRun run)
      throws IOException {
    switch (result) {
      case Download.Result.Complete(var file) -> {
        try (var in = Files.newInputStream(file)) {
          var blob = way.blobs().put(in);
          long bytes = way.blobs().size(blob);
          database.inTransaction(() -> {
            arrivals.fetched(upload, blob, bytes);
          });
        }
      }
      case Download.Result.Gone(int status) ->
          database.inTransaction(() -> arrivals.gone(upload, "status " + status));
      case Download.Result.Hopeless(var why) ->
          database.inTransaction(() -> arrivals.unfetchable(upload, why));
      case Download.Result.NotNow(var why, var asked) -> {
        if (run.attempt() < ATTEMPTS) throw later(upload, why, asked);
        database.inTransaction(() -> arrivals.unfetchable(upload, why));
      }
    }
    way.download().forget(name);
    return JobOutcome.done();
  }

  private Unavailable later(Upload upload, String why, Optional<Duration> asked) {
    String where = upload.audioUrl().toString();
    var day = Duration.ofDays(1);
    asked.ifPresent(wait -> {
      if (way.sources().containsKey(upload.platform()))
        limiter.hold(
            bucket(upload.platform()), clock.instant().plus(wait.compareTo(day) > 0 ? day : wait));
    });
    return new Unavailable("SOUND_NOT_NOW", where, why, "it is tried again by itself");
  }
}
