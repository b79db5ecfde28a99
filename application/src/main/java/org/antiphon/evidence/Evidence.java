package org.antiphon.evidence;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.antiphon.accounts.Accounts;
import org.antiphon.blobs.Blobs;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.database.Database;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseSources;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.Unavailable;

/// Exports a case as one file that anybody can check without us.
///
/// The export is itself entered in the ledger, before the bundle is gathered: a bundle shows its
/// own export. Then the ledger must have put every entry in its place, so that each has a proof
/// under one signed head. The same case at the same size of the ledger gives the same bytes.
public final class Evidence {
  private static final int PATIENCE = 100;
  private static final long EACH_MILLIS = 100;
  private final Rooms rooms;
  private final Sounds sounds;
  private final Runnable sequencer;

  /// Where a case's papers and sounds lie.
  ///
  /// @param records the ledger, persons and keys
  /// @param facts sources of uploads, assessments, references
  public record Rooms(
      Database database, Records records, Cases cases, Notices notices, Facts facts) {}

  /// The record, and whose keys are in it.
  public record Records(Ledger ledger, Accounts accounts, KeyFolder keys) {}

  /// What was seen and heard.
  public record Facts(CaseSources sources, Catalogue catalogue, Blobs blobs) {}

  /// Wires it; thread-safe.
  ///
  /// @param sequencer puts what is pending in its place, where nobody else does
  public Evidence(Rooms rooms, Sounds sounds, Runnable sequencer) {
    this.rooms = rooms;
    this.sounds = sounds;
    this.sequencer = sequencer;
  }

  /// How much goes in.
  public enum Copy {
    /// For whoever receives it: without other people's personal data.
    RECIPIENT,
    /// Everything that we hold, for counsel and courts.
    FULL
  }

  /// What was written.
  ///
  /// @param entries of the ledger that are in it
  public record Exported(Path file, long bytes, int parts, int entries) {}

  /// Writes the bundle of a case; `out` is replaced when it is whole.
  ///
  /// @throws org.antiphon.problem.InvalidInput NO_SUCH_CASE
  /// @throws Unavailable LEDGER_BEHIND where entries wait for their place for more than 10 s
  public Exported export(CaseId id, Copy copy, Actor actor, Path out) throws IOException {
    var about = rooms.cases().get(id);
    rooms
        .database()
        .inTransaction(() ->
            rooms
                .records()
                .ledger()
                .append(
                    new Entry(
                        EntryKind.EXPORTED,
                        actor,
                        Cases.subject(id),
                        Map.of("what", "evidence bundle", "copy", copy.name()))));
    settle();
    var folder = Files.createTempDirectory("antiphon-bundle");
    var part = out.resolveSibling(out.getFileName() + ".part");
    try {
      var dossier = new Dossier(rooms, sounds, about, copy).gather(folder);
      try (var stream = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
        Bag.write(
            dossier.parts(),
            id.toString(),
            dossier.date(),
            rooms.records().keys().ledgerKey(),
            stream);
      }
      if (Files.size(part) > Container.MOST_BYTES) throw tooLarge(id);
      Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
      return new Exported(out, Files.size(out), dossier.parts().size(), dossier.entries());
    } finally {
      Files.deleteIfExists(part);
      Folders.remove(folder);
    }
  }

  /// Until nothing waits that was committed before now.
  private void settle() {
    for (int i = 0; i < PATIENCE; i++) {
      sequencer.run();
      if (rooms.records().ledger().counts().pending() == 0) return;
      pause();
    }
    throw new Unavailable(
        "LEDGER_BEHIND",
        "ledger",
        "entries have waited for their place for 10 s",
        "look whether the sequencer runs (doctor), then export again");
  }

  private static void pause() {
    try {
      var _ = new CountDownLatch(1).await(EACH_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the ledger", e);
    }
  }

  private static Unavailable tooLarge(CaseId id) {
    return new Unavailable(
        "BUNDLE_TOO_LARGE",
        "case " + id,
        "its bundle would have more than 2 GB",
        "the upload's sound is too long for one file; ask for the parts by the API");
  }
}
