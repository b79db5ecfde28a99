package org.antiphon.intake;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.antiphon.blobs.BlobId;
import org.antiphon.connector.RemoteUpload;
import org.antiphon.connector.RemoteUploader.Verified;
import org.antiphon.database.UuidV7;
import org.antiphon.intake.UploadTable.Change;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.Priority;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;

/// What happens to an upload when we learn of it: row, ledger entry and next job, always together
/// and always in the caller's transaction. Titles and names of uploaders are personal and stay out
/// of the ledger.
final class Arrivals {
  static final JobType<FetchUpload> FETCH = new JobType<>("upload.fetch", FetchUpload.class);

  private final UploadTable uploads;
  private final Jobs jobs;
  private final Ledger ledger;
  private final InstantSource clock;

  Arrivals(UploadTable uploads, Jobs jobs, Ledger ledger, InstantSource clock) {
    this.uploads = uploads;
    this.jobs = jobs;
    this.ledger = ledger;
    this.clock = clock;
  }

  UploadTable uploads() {
    return uploads;
  }

  /// Stores one entry of a feed.
  ///
  /// @return whether we had never seen it
  boolean listed(PlatformId platform, RemoteUpload remote) {
    return switch (remote) {
      case RemoteUpload.Published published ->
          listed(candidate(platform, published)).filter(c -> c == Change.NEW).isPresent();
      case RemoteUpload.Deleted(var id, long revision) -> {
        uploads
            .bury(platform, id.text(), revision, clock.instant())
            .ifPresent(buried -> gone(buried, platform, "tombstone"));
        yield false;
      }
    };
  }

  /// Stores an upload and has its sound fetched, if there is news.
  Optional<Change> listed(Upload candidate) {
    var change = uploads.store(candidate, clock.instant());
    if (change == Change.NONE) return Optional.empty();
    var stored = stored(candidate);
    write(
        EntryKind.UPLOAD_SEEN,
        stored.id(),
        Map.of(
            "platform", stored.platform().text(),
            "externalId", stored.externalId(),
            "revision", stored.revision()));
    jobs.schedule(
        FETCH,
        stored.id() + ":" + stored.revision(),
        new FetchUpload(stored.id().uuid(), stored.revision()),
        clock.instant(),
        Priority.NORMAL);
    return Optional.of(change);
  }

  /// Stores an upload whose sound is here already.
  ///
  /// @return whether it was news
  boolean given(Upload candidate, BlobId audio, long bytes) {
    if (uploads.store(candidate, clock.instant()) == Change.NONE) return false;
    var stored = stored(candidate);
    write(
        EntryKind.UPLOAD_SEEN,
        stored.id(),
        Map.of(
            "platform",
            stored.platform().text(),
            "externalId",
            stored.externalId(),
            "revision",
            stored.revision()));
    return fetched(stored, audio, bytes);
  }

  private Upload stored(Upload candidate) {
    return uploads.find(candidate.platform(), candidate.externalId()).orElseThrow();
  }

  /// Notes that the sound is stored, and has it examined.
  ///
  /// @return false when a newer revision came meanwhile, or the upload went away
  boolean fetched(Upload upload, BlobId audio, long bytes) {
    if (!uploads.fetched(upload.id(), upload.revision(), audio, bytes, clock.instant()))
      return false;
    write(
        EntryKind.UPLOAD_FETCHED,
        upload.id(),
        Map.of(
            "platform", upload.platform().text(),
            "externalId", upload.externalId(),
            "revision", upload.revision(),
            "audio", audio.sha256(),
            "bytes", bytes));
    jobs.schedule(
        Intake.FETCHED,
        upload.id() + ":" + upload.revision(),
        new FetchedUpload(upload.id().uuid()),
        clock.instant(),
        Priority.NORMAL);
    return true;
  }

  /// Notes that the sound is gone.
  void gone(Upload upload, String seen) {
    if (uploads.failed(upload.id(), upload.revision(), UploadState.GONE, seen, clock.instant()))
      gone(upload.id(), upload.platform(), seen);
  }

  /// Notes that the sound cannot be had.
  void unfetchable(Upload upload, String trouble) {
    uploads.failed(
        upload.id(), upload.revision(), UploadState.UNFETCHABLE, trouble, clock.instant());
  }

  private void gone(UploadId id, PlatformId platform, String seen) {
    write(EntryKind.UPLOAD_GONE, id, Map.of("platform", platform.text(), "seen", seen));
  }

  private void write(EntryKind kind, UploadId id, Map<String, Object> data) {
    ledger.append(new Entry(kind, Actor.system(), new Subject("upload", id.toString()), data));
  }

  private Upload candidate(PlatformId platform, RemoteUpload.Published remote) {
    var uploader = remote.uploader();
    Optional<Boolean> verified =
        uploader.verified() == Verified.UNSAID
            ? Optional.empty()
            : Optional.of(uploader.verified() == Verified.YES);
    return new Upload(
        new UploadId(UuidV7.next(clock)),
        platform,
        remote.id().text(),
        remote.revision(),
        remote.publishedAt(),
        remote.place().page(),
        remote.place().audio(),
        remote.place().seconds(),
        new Uploader(uploader.id(), uploader.name(), uploader.followers(), verified),
        Credits.of(remote.credits().json()),
        Optional.empty(),
        Optional.empty(),
        UploadState.SEEN,
        Optional.empty());
  }
}
