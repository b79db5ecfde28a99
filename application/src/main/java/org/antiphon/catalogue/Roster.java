package org.antiphon.catalogue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.antiphon.database.Database;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;

/// The artists whom we act for. Every change is one transaction with its ledger entries and the
/// roster's next version. Safe for many threads and processes.
public final class Roster {
  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Optional<Path> copy;
  private final RosterRows rows;
  private final MandateRows mandates;

  /// Works in this database.
  ///
  /// @param copy file that is written anew after each change, for those who open no database
  public Roster(Database database, Ledger ledger, InstantSource clock, Optional<Path> copy) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
    this.copy = copy;
    this.rows = new RosterRows(database);
    this.mandates = new MandateRows(database);
  }

  /// An artist to be stored.
  ///
  /// @param nameSha256 of the signed document behind the artist's `nameMandate`, kept as a blob;
  ///   empty: it was not given again; without one nothing can be sent for the name
  /// @param marksSha256 the same of `markMandate`
  public record Entered(
      RosterArtist artist, Optional<String> nameSha256, Optional<String> marksSha256) {
    /// With no document for marks.
    public Entered(RosterArtist artist, Optional<String> nameSha256) {
      this(artist, nameSha256, Optional.empty());
    }
  }

  /// Stores artists by their names, all or none.
  ///
  /// @param attesters who may sign for these names
  /// @return how many were new or are other than they were
  public int put(List<Entered> entered, Set<String> attesters, Actor actor) {
    return database.inTransaction(() -> {
      int changed = 0;
      for (var each : entered) if (put(each, attesters, actor)) changed++;
      if (changed > 0) rows.nextVersion();
      if (changed > 0) database.afterCommit(this::writeCopy);
      return changed;
    });
  }

  private void writeCopy() {
    copy.ifPresent(file -> RosterFile.write(file, artists()));
  }

  private boolean put(Entered entered, Set<String> attesters, Actor actor) {
    var artist = entered.artist();
    var before = rows.find(artist.name());
    var held =
        new RosterRows.Held(
            entered
                .nameSha256()
                .map(sha -> added(Mandate.Kind.NAME_LIKENESS, artist, sha, attesters, actor))
                .or(() -> before.flatMap(it -> it.nameKeptBy(artist.rights()))),
            entered
                .marksSha256()
                .map(sha -> added(Mandate.Kind.TRADEMARK, artist, sha, attesters, actor))
                .or(() -> before.flatMap(it -> it.marksKeptBy(artist.rights()))));
    if (before.filter(it -> it.artist().equals(artist) && it.mandates().equals(held)).isPresent())
      return false;
    rows.upsert(artist, held, clock.instant());
    ledger.append(
        new Entry(
            before.isPresent() ? EntryKind.ROSTER_CHANGED : EntryKind.ROSTER_ADDED,
            actor,
            new Subject("artist", artist.name()),
            Map.of(
                "descriptionSha256",
                CanonicalJson.sha256(CanonicalJson.of(RosterRows.fields(artist))),
                "mandate",
                held.name().orElse(""))));
    return true;
  }

  /// The id of a mandate of the artist's, which is stored where it is new.
  private String added(
      Mandate.Kind kind, RosterArtist artist, String document, Set<String> attesters, Actor actor) {
    var mandate = mandate(kind, artist.name(), document, attesters);
    if (!mandates.insert(mandate, clock.instant())) return mandate.id();
    var data = new LinkedHashMap<String, Object>();
    data.put("kind", mandate.kind().name());
    data.put("territories", List.copyOf(new TreeSet<>(mandate.territories())));
    data.put("documentSha256", mandate.documentSha256().orElse(""));
    ledger.append(
        new Entry(EntryKind.MANDATE_ADDED, actor, new Subject("mandate", mandate.id()), data));
    return mandate.id();
  }

  private static Mandate mandate(
      Mandate.Kind kind, String artist, String documentSha256, Set<String> attesters) {
    var terms =
        new Mandate.Terms(
            kind,
            Mandate.Role.AGENT,
            artist,
            Set.of(Territories.WORLD),
            Optional.empty(),
            Optional.empty());
    return Mandate.of(terms, Optional.of(documentSha256), attesters);
  }

  /// Every artist, by name.
  public List<RosterArtist> artists() {
    return rows.all();
  }

  /// Artists in the order of their names.
  ///
  /// @param after the last one of the page before; empty: from the first
  public List<RosterArtist> page(String after, int limit) {
    return rows.page(after, limit);
  }

  /// The artist with exactly this name.
  public Optional<RosterArtist> find(String name) {
    return rows.find(name).map(RosterRows.Stored::artist);
  }

  /// What lets us act for an artist's name and likeness, and for their marks.
  public List<Mandate> mandatesFor(String name) {
    return rows.find(name).stream()
        .flatMap(stored -> stored.mandates().all())
        .flatMap(id -> mandates.find(id).stream())
        .toList();
  }

  /// Whether a document lets us act for an artist's name.
  public boolean mayActFor(String name) {
    return mandatesFor(name).stream()
        .anyMatch(mandate -> mandate.kind() == Mandate.Kind.NAME_LIKENESS);
  }

  /// The version of the last committed change.
  public long version() {
    return rows.version();
  }
}
