package org.antiphon.examination;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.IndexChange;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.catalogue.Sound;
import org.antiphon.fingerprint.IndexedRecording;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.Matcher;
import org.antiphon.fingerprint.Peaks;

/// Makes the index follow the catalogue. The database is the truth: the index's last commit names
/// the catalogue's version that it holds whole, and everything later is added again from the stored
/// peaks, never by decoding. So a crash at any moment costs some adding, nothing else; adding twice
/// is adding once.
///
/// Thread-safe; the index commits after 1,000 changes, at the first [#catchUp] that comes 5 s after
/// the last commit, and whenever [#commit] is called.
public final class IndexKeeper {
  private static final int BATCH = 200;
  private static final int COMMIT_AFTER = 1_000;
  private static final long COMMIT_EVERY = TimeUnit.SECONDS.toNanos(5);

  private final Catalogue catalogue;
  private final Blobs blobs;
  private final LandmarkIndex index;
  private final SharedMaterial shared;
  private final Matcher matcher;
  private final LongSupplier nanos;
  private long applied;
  private long committedAt;
  private int uncommitted;

  /// Begins where the index's last commit ended; an index that knows more than the catalogue
  /// belongs to another one and begins anew.
  ///
  /// @param shared is told what each recording that comes in has in common with those that are here
  public IndexKeeper(Catalogue catalogue, Blobs blobs, LandmarkIndex index, SharedMaterial shared) {
    this(catalogue, blobs, index, shared, System::nanoTime);
  }

  /// @param nanos a clock that only passes, nanoseconds
  IndexKeeper(
      Catalogue catalogue,
      Blobs blobs,
      LandmarkIndex index,
      SharedMaterial shared,
      LongSupplier nanos) {
    this.catalogue = catalogue;
    this.blobs = blobs;
    this.index = index;
    this.shared = shared;
    this.matcher = new Matcher(index);
    this.nanos = nanos;
    this.committedAt = nanos.getAsLong();
    this.applied = index.catalogueVersion();
    if (applied > catalogue.version()) startOver();
  }

  private void startOver() {
    for (IndexedRecording recording : index.recordings()) index.remove(recording.id());
    applied = 0;
    uncommitted = 1;
  }

  /// Applies every change that the catalogue has committed.
  ///
  /// @return how many
  public synchronized int catchUp() {
    int done = 0;
    for (List<IndexChange> changes = next(); !changes.isEmpty(); changes = next()) {
      changes.forEach(this::apply);
      applied = changes.getLast().version();
      done += changes.size();
      uncommitted += changes.size();
      if (uncommitted >= COMMIT_AFTER) commit();
    }
    if (nanos.getAsLong() - committedAt >= COMMIT_EVERY) commit();
    return done;
  }

  private List<IndexChange> next() {
    return catalogue.changesSince(applied, BATCH);
  }

  private void apply(IndexChange change) {
    RecordingId id = change.recording().id();
    String algorithm = index.parameters().peaksVersion().toString();
    // Peaks of another recipe wait for `catalogue fingerprint`, which makes them anew.
    if (change.sound().filter(sound -> sound.algorithm().equals(algorithm)).isEmpty()) {
      index.remove(id);
      shared.forget(id);
      return;
    }
    Sound sound = change.sound().get();
    Peaks peaks = peaks(sound);
    index.remove(id); // it would only find itself
    var found = matcher.identifyPlainly(peaks).matches();
    shared.replace(id, found);
    index.add(
        new IndexedRecording(
            id,
            change.recording().title(),
            change.recording().artist(),
            change.recording().isrc(),
            sound.seconds(),
            sound.audioSha256()),
        peaks,
        found);
  }

  private Peaks peaks(Sound sound) {
    try (var in = blobs.open(new BlobId(sound.peaksSha256()))) {
      return PeaksBlob.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes what was applied durable; cheap where nothing is new.
  public synchronized void commit() {
    if (uncommitted == 0) return;
    index.commit(applied);
    uncommitted = 0;
    committedAt = nanos.getAsLong();
  }

  /// The catalogue's version that the index holds whole.
  public synchronized long version() {
    return applied;
  }
}
