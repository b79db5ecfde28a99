package org.antiphon.catalogue;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.antiphon.catalogue.RecordingRows.Stored;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.problem.InvalidInput;

/// The recordings that we act for. Every change is one transaction with its ledger entry and the
/// catalogue's next version, and is durable when its method returns (inside a transaction of the
/// caller's: when that commits). Safe for many threads and processes.
///
/// A draft meets an existing recording by its own id, else its ISRC, else its sound (same file,
/// same encoded packets, same samples).
public final class Catalogue {
  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final RecordingRows recordings;
  private final MandateRows mandates;
  private final AllowRows allowed;
  private final CoverRows covers;

  /// Works in this database.
  public Catalogue(Database database, Ledger ledger, InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
    this.recordings = new RecordingRows(database);
    this.mandates = new MandateRows(database);
    this.allowed = new AllowRows(database);
    this.covers = new CoverRows(database);
  }

  /// Adds a recording, changes the one that it meets, or finds that nothing is to be done.
  ///
  /// @param sound what the draft's file holds; empty where it has none
  /// @throws InvalidInput ISRC_TAKEN, SAME_SOUND: it meets two recordings; nothing was changed
  public Change put(Draft draft, Optional<Sound> sound, Actor actor) {
    return database.inTransaction(() -> putInside(draft, sound, actor));
  }

  private Change putInside(Draft draft, Optional<Sound> given, Actor actor) {
    Optional<Stored> met = meet(draft, given);
    Optional<Sound> kept = met.filter(Stored::live).flatMap(Stored::sound);
    boolean keepsOld = draft.origin() == Draft.Origin.TAGS && kept.isPresent();
    Optional<Sound> sound = given.isEmpty() || keepsOld ? kept : given;
    Recording recording = wanted(draft, met, sound);
    boolean same =
        met.isPresent()
            && met.get().live()
            && met.get().recording().equals(recording)
            && kept.equals(sound);
    boolean covered =
        draft.mandate().isEmpty()
            || (same && mandates.links(recording.id(), draft.mandate().get().id()));
    if (same && covered)
      return new Change(recording.id(), Change.Kind.ALREADY_HERE, met.get().version());
    long version = same ? met.get().version() : recordings.nextVersion();
    if (!same) write(recording, sound, met.filter(Stored::live).isPresent(), version, actor);
    draft.mandate().ifPresent(mandate -> cover(recording.id(), mandate, actor));
    boolean existed = met.filter(Stored::live).isPresent();
    return new Change(recording.id(), existed ? Change.Kind.REPLACED : Change.Kind.NEW, version);
  }

  private void write(
      Recording recording, Optional<Sound> sound, boolean existed, long version, Actor actor) {
    recordings.insert(recording, sound, version, clock.instant());
    var data = new LinkedHashMap<String, Object>();
    data.put("version", Long.toString(version));
    data.put("descriptionSha256", descriptionSha256(recording));
    recording.isrc().ifPresent(isrc -> data.put("isrc", isrc.code()));
    sound.ifPresent(known -> {
      data.put("audioSha256", known.audioSha256());
      data.put("peaksSha256", known.peaksSha256());
      data.put("algorithm", known.algorithm());
      data.put("seconds", String.format(Locale.ROOT, "%.3f", known.seconds()));
    });
    append(
        existed ? EntryKind.RECORDING_CHANGED : EntryKind.RECORDING_ADDED,
        actor,
        subject(recording.id()),
        data);
  }

  /// Mandates whose last day lies in a span, the first to end first.
  public List<Mandate.Ending> mandatesEnding(LocalDate from, LocalDate until) {
    return mandates.ending(from, until);
  }

  private static String descriptionSha256(Recording recording) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("id", recording.id().value());
    fields.put("title", recording.title());
    fields.put("artist", recording.artist());
    fields.put("isrc", recording.isrc().map(Isrc::code).orElse(""));
    fields.put("iswc", recording.codes().iswc().orElse(""));
    fields.put("upc", recording.codes().upc().orElse(""));
    fields.put("labelLine", recording.codes().labelLine().orElse(""));
    fields.put("released", recording.released().map(Object::toString).orElse(""));
    return CanonicalJson.sha256(CanonicalJson.of(fields));
  }

  private Optional<Stored> meet(Draft draft, Optional<Sound> sound) {
    Optional<Stored> byId = draft.ownId().flatMap(recordings::byId);
    Optional<Stored> byIsrc = draft.described().isrc().flatMap(recordings::byIsrc);
    if (draft.ownId().isPresent() && byIsrc.isPresent() && !is(byIsrc.get(), draft.ownId().get()))
      throw isrcTaken(draft, byIsrc.get());
    Optional<Stored> named = byId.or(() -> byIsrc);
    Optional<Stored> alike =
        sound.isPresent()
            ? recordings.bySound(sound.get())
            : draft.held().flatMap(recordings::byFile);
    if (alike.isEmpty()) return named;
    boolean other =
        named.map(each -> !is(each, alike.get().recording().id())).orElse(false)
            || (named.isEmpty() && !mayBe(draft, alike.get().recording()));
    if (other && draft.origin() == Draft.Origin.ROW) throw sameSound(draft, alike.get());
    return other ? alike : named.or(() -> alike);
  }

  /// Whether a draft that meets a recording by its sound alone may be it.
  private static boolean mayBe(Draft draft, Recording recording) {
    var isrc = draft.described().isrc();
    return draft.ownId().isEmpty()
        && (isrc.isEmpty() || recording.isrc().isEmpty() || isrc.equals(recording.isrc()));
  }

  private static boolean is(Stored stored, RecordingId id) {
    return stored.recording().id().equals(id);
  }

  private static InvalidInput isrcTaken(Draft draft, Stored holder) {
    return new InvalidInput(
        "ISRC_TAKEN",
        draft.where(),
        "ISRC " + draft.described().isrc().orElseThrow() + " is another recording's",
        "recording " + holder.recording().id() + " has it; give this row that id");
  }

  private static InvalidInput sameSound(Draft draft, Stored holder) {
    return new InvalidInput(
        "SAME_SOUND",
        draft.where(),
        "this is the same sound as recording " + holder.recording().id(),
        "give this row that id, or remove that recording first");
  }

  private static Recording wanted(Draft draft, Optional<Stored> met, Optional<Sound> sound) {
    RecordingId id =
        met.map(each -> each.recording().id())
            .or(draft::ownId)
            .or(() -> draft.described().isrc().map(isrc -> new RecordingId(isrc.code())))
            .or(() -> sound.map(Sound::audioSha256).map(RecordingId::ofSound))
            .orElseThrow(() -> noSound(draft));
    double seconds = sound.map(Sound::seconds).orElse(0.0);
    boolean keeps = draft.origin() == Draft.Origin.TAGS && met.filter(Stored::live).isPresent();
    return keeps ? met.get().recording().lasting(seconds) : draft.described().as(id, seconds);
  }

  private static InvalidInput noSound(Draft draft) {
    return new InvalidInput(
        "FILE_MISSING",
        draft.where(),
        "the catalogue does not hold this sound",
        "give the file itself");
  }

  private void cover(RecordingId recording, Mandate mandate, Actor actor) {
    if (mandates.insert(mandate, clock.instant()))
      append(EntryKind.MANDATE_ADDED, actor, new Subject("mandate", mandate.id()), terms(mandate));
    if (mandates.link(recording, mandate.id(), clock.instant()))
      append(
          EntryKind.MANDATE_CHANGED,
          actor,
          new Subject("mandate", mandate.id()),
          Map.of("covers", recording.value()));
  }

  private static Map<String, Object> terms(Mandate mandate) {
    var data = new LinkedHashMap<String, Object>();
    data.put("kind", mandate.kind().name());
    data.put("role", mandate.role().name());
    data.put("territories", mandate.territories().stream().sorted().toList());
    data.put("from", mandate.from().map(Object::toString).orElse(""));
    data.put("until", mandate.until().map(Object::toString).orElse(""));
    data.put("documentSha256", mandate.documentSha256().orElse(""));
    return data;
  }

  /// Faults that drafts would meet in this catalogue, without changing it; for dry runs and before
  /// an import. Sameness of sound is only known once the files have been decoded.
  public List<InvalidInput> faults(List<Draft> drafts) {
    var faults = new ArrayList<InvalidInput>();
    for (Draft draft : drafts) {
      try {
        meet(draft, Optional.empty());
        if (draft.held().isPresent() && recordings.byFile(draft.held().get()).isEmpty())
          faults.add(noSound(draft));
      } catch (InvalidInput fault) {
        faults.add(fault);
      }
    }
    return faults;
  }

  /// What the draft would be, without changing anything.
  public Change.Kind wouldBe(Draft draft) {
    Optional<Stored> met = meet(draft, Optional.empty()).filter(Stored::live);
    if (met.isEmpty()) return Change.Kind.NEW;
    return met.get()
            .recording()
            .equals(
                draft.described().as(met.get().recording().id(), met.get().recording().seconds()))
        ? Change.Kind.ALREADY_HERE
        : Change.Kind.REPLACED;
  }

  /// The recording that has exactly this file as its sound.
  public Optional<RecordingId> holderOf(String audioSha256) {
    return recordings.byFile(audioSha256).map(stored -> stored.recording().id());
  }

  /// The catalogue's version that last changed a recording; empty where it was removed or never
  /// was.
  public OptionalLong versionOf(RecordingId id) {
    var stored = recordings.byId(id).filter(Stored::live);
    return stored.isPresent() ? OptionalLong.of(stored.get().version()) : OptionalLong.empty();
  }

  /// A recording that has not been removed.
  public Optional<Recording> find(RecordingId id) {
    return recordings.byId(id).filter(Stored::live).map(Stored::recording);
  }

  /// A recording, removed or not: closed cases name removed ones.
  public Optional<Recording> findEvenRemoved(RecordingId id) {
    return recordings.byId(id).map(Stored::recording);
  }

  /// The recording with this ISRC.
  public Optional<Recording> find(Isrc isrc) {
    return recordings.byIsrc(isrc).map(Stored::recording);
  }

  /// Recordings in the order of their ids.
  ///
  /// @param after the last one of the page before
  public List<Recording> page(Filter filter, Optional<RecordingId> after, int limit) {
    return recordings.page(filter, after.map(RecordingId::value).orElse(""), limit);
  }

  /// How many recordings there are.
  public long size() {
    return recordings.count();
  }

  /// The sound of a recording.
  public Optional<Sound> soundOf(RecordingId id) {
    return recordings.byId(id).flatMap(Stored::sound);
  }

  /// SHA-256 of the recording's file, a blob.
  public Optional<String> referenceBlob(RecordingId id) {
    return soundOf(id).map(Sound::audioSha256);
  }

  /// Notes the picture that is shown with a recording.
  ///
  /// @param picture SHA-256 of its file, which is stored as a blob
  public void cover(RecordingId id, String picture, Actor actor) {
    database.inTransaction(() -> {
      if (covers.put(id, picture, clock.instant()))
        append(EntryKind.RECORDING_CHANGED, actor, subject(id), Map.of("coverSha256", picture));
    });
  }

  /// SHA-256 of the picture that is shown with a recording, a blob.
  public Optional<String> coverOf(RecordingId id) {
    return covers.of(id);
  }

  /// All covers, in the order of the recordings' ids.
  public List<CoverHeld> covers() {
    return covers.all();
  }

  /// Keeps what a cover looks like; no change of the catalogue.
  public void looked(
      CoverHeld cover, String recipe, Optional<byte[]> print, Optional<String> trouble) {
    covers.looked(cover.recording(), cover.picture(), recipe, print, trouble);
  }

  /// Differs whenever [#covers] may.
  public String coversVersion() {
    return covers.version();
  }

  /// How much of the song in a recording is ours.
  public SongRight songOf(RecordingId id) {
    return recordings.song(id);
  }

  /// Notes how much of the song in a recording is ours.
  public void song(RecordingId id, SongRight right, Actor actor) {
    database.inTransaction(() -> {
      recordings.song(id, right, clock.instant());
      append(
          EntryKind.RECORDING_CHANGED,
          actor,
          subject(id),
          Map.of(
              "songPercent",
              right.percent().toPlainString(),
              "coOwnersConsent",
              right.consent() ? "yes" : "no"));
    });
  }

  /// What lets us act for a recording, whether it holds today or not.
  public List<Mandate> mandatesFor(RecordingId id) {
    return mandates.of(id);
  }

  /// Who may use a recording, whether today or not; rows for all recordings included.
  public List<Authorisation> authorisationsFor(RecordingId id) {
    return allowed.of(id);
  }

  /// Stretches of a recording that are not ours to claim.
  public List<ExcludedInterval> exclusionsOf(RecordingId id) {
    return allowed.exclusionsOf(id);
  }

  /// Takes a recording out; what closed cases say of it stays.
  ///
  /// @return false when there is none
  public boolean remove(RecordingId id, Actor actor) {
    return database.inTransaction(() -> {
      if (find(id).isEmpty()) return false;
      long version = recordings.nextVersion();
      recordings.remove(id, version, clock.instant());
      append(
          EntryKind.RECORDING_REMOVED,
          actor,
          subject(id),
          Map.of("version", Long.toString(version)));
      return true;
    });
  }

  /// Cuts a stretch out of what we claim. The catalogue's version moves on, since what was found
  /// before rests on another claim.
  ///
  /// @throws InvalidInput when there is no such recording, or it is shorter
  public UUID exclude(ExcludedInterval interval, Actor actor) {
    Recording recording =
        find(interval.recording()).orElseThrow(() -> unknown(interval.recording()));
    if (recording.seconds() > 0 && interval.from() >= recording.seconds())
      throw new InvalidInput(
          "INTERVAL",
          "from",
          String.format(Locale.ROOT, "the recording lasts %.3f s", recording.seconds()),
          "give seconds within it");
    UUID id = UuidV7.next(clock);
    database.inTransaction(() -> {
      recordings.touch(interval.recording(), recordings.nextVersion(), clock.instant());
      allowed.insert(id, interval, clock.instant());
      append(
          EntryKind.EXCLUSION_ADDED,
          actor,
          subject(interval.recording()),
          Map.of(
              "exclusion", id.toString(),
              "from", String.format(Locale.ROOT, "%.3f", interval.from()),
              "to", String.format(Locale.ROOT, "%.3f", interval.to())));
    });
    return id;
  }

  /// Adds a row to the allow-list. The row's own id does not count; a new one is given.
  ///
  /// @throws InvalidInput when it names a recording that is not here
  public Authorisation authorise(Authorisation wanted, Actor actor) {
    wanted
        .recording()
        .filter(id -> find(id).isEmpty())
        .ifPresent(id -> {
          throw unknown(id);
        });
    var row =
        new Authorisation(
            UuidV7.next(clock).toString(),
            wanted.recording(),
            wanted.who(),
            wanted.value(),
            wanted.territory(),
            wanted.from(),
            wanted.until(),
            wanted.reason());
    database.inTransaction(() -> {
      allowed.insert(row, clock.instant());
      append(
          EntryKind.AUTHORISATION_ADDED,
          actor,
          new Subject("authorisation", row.id()),
          Map.of(
              "recording", row.recording().map(RecordingId::value).orElse("*"),
              "who", row.who().name(),
              "territory", row.territory()));
    });
    return row;
  }

  /// Ends a row of the allow-list.
  ///
  /// @return false when there is none
  public boolean withdrawAuthorisation(UUID id, Actor actor) {
    return database.inTransaction(() -> {
      boolean there = allowed.withdrawAuthorisation(id, clock.instant());
      if (there)
        append(
            EntryKind.AUTHORISATION_REMOVED,
            actor,
            new Subject("authorisation", id.toString()),
            Map.of());
      return there;
    });
  }

  /// Ends an exclusion.
  ///
  /// @return false when there is none
  public boolean withdrawExclusion(UUID id, Actor actor) {
    return database.inTransaction(() -> {
      boolean there = allowed.withdrawExclusion(id, clock.instant());
      if (there)
        append(
            EntryKind.EXCLUSION_REMOVED, actor, new Subject("exclusion", id.toString()), Map.of());
      return there;
    });
  }

  /// Exclusions whose consequences nobody has drawn yet, oldest first; in the caller's transaction,
  /// which marks them as followed: whoever draws the consequences does it in the same one.
  public List<ExcludedInterval> followExclusions() {
    return allowed.followExclusions(clock.instant());
  }

  /// The version of the last committed change.
  public long version() {
    return recordings.version();
  }

  /// What an index at `version` must do next, oldest change first; about `limit` changes, never a
  /// version in part. Empty: it has everything.
  public List<IndexChange> changesSince(long version, int limit) {
    return recordings.changedSince(version, limit).stream()
        .map(stored ->
            new IndexChange(
                stored.recording(),
                stored.live() ? stored.sound() : Optional.empty(),
                stored.version()))
        .toList();
  }

  private static InvalidInput unknown(RecordingId id) {
    return new InvalidInput(
        "RECORDING_UNKNOWN",
        "recording",
        "there is no recording \"" + id + "\"",
        "`antiphon catalogue list` names them");
  }

  private static Subject subject(RecordingId id) {
    return new Subject("recording", id.value());
  }

  private void append(EntryKind kind, Actor actor, Subject subject, Map<String, Object> data) {
    ledger.append(new Entry(kind, actor, subject, data));
  }
}
