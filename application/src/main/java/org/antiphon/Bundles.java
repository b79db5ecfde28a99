package org.antiphon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import org.antiphon.Wiring.Opened;
import org.antiphon.accounts.Accounts;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.audio.CodecPool;
import org.antiphon.audio.CodecSettings;
import org.antiphon.blobs.FileBlobs;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.Roster;
import org.antiphon.cli.EvidenceDesk;
import org.antiphon.config.Settings;
import org.antiphon.database.Database;
import org.antiphon.detection.CombParameters;
import org.antiphon.detection.Detector;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.cases.Findings;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.evidence.Evidence;
import org.antiphon.evidence.Sounds;
import org.antiphon.examination.Claims;
import org.antiphon.examination.Examiner;
import org.antiphon.examination.Rehearing;
import org.antiphon.examination.RosterKeeper;
import org.antiphon.examination.SharedMaterial;
import org.antiphon.examination.StoredAssessments;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.intake.Intake;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Sequencer;

/// Wires the room of evidence, for the server and for commands that may run beside one.
final class Bundles {
  private Bundles() {}

  /// What cuts, draws and examines once more; its children start when first needed.
  static Sounds sounds(Settings settings, InstantSource clock, Opened opened) {
    var pool =
        opened.add(
            new CodecPool(
                CodecSettings.in(settings.storage().cache().resolve("javacpp")).withWorkers(1)));
    var reader = new AudioReader(pool);
    return new Sounds(reader, new AudioWriter(pool), rehearing(reader, settings, clock, opened));
  }

  private static Rehearing rehearing(
      AudioReader reader, Settings settings, InstantSource clock, Opened opened) {
    var listener = Wiring.listener(reader);
    var statements = Wiring.statements(settings, clock, opened);
    return new Rehearing(
        recognition ->
            new Examiner(
                listener,
                recognition,
                new Detector(CombParameters.current()),
                statements,
                Claims.none()),
        LandmarkParameters.current());
  }

  private static LiveSources.Names names(
      Database database, Ledger ledger, Settings settings, InstantSource clock) {
    var roster = new Roster(database, ledger, clock, Optional.of(Wiring.rosterCopy(settings)));
    return new LiveSources.Names(roster, new RosterKeeper(roster));
  }

  static Evidence evidence(Evidence.Rooms rooms, Sounds sounds, Sequencer sequencer) {
    return new Evidence(
        rooms,
        sounds,
        () -> {
          try {
            sequencer.sequence();
          } catch (SQLException e) {
            throw new IllegalStateException("the ledger cannot be put in order", e);
          }
        });
  }

  /// All that `evidence export` needs, whether or not a server runs.
  static EvidenceDesk desk(Wiring wiring, Settings settings, InstantSource clock) {
    var opened = new Opened();
    try {
      Database database = opened.add(wiring.database(settings));
      var keys = new KeyFolder(settings.data().resolve("keys"));
      var ledger = new Ledger(database, keys, clock);
      var heads = settings.data().resolve("ledger-heads.txt");
      var sequencer = opened.add(new Sequencer(database, keys, heads, clock));
      var blobs = new FileBlobs(settings.data().resolve("blobs"));
      var catalogue = new Catalogue(database, ledger, clock);
      var accounts = new Accounts(database, ledger, keys, clock);
      var jobs = new Jobs(database, JobsSettings.standard(), clock); // never started
      var sources =
          new LiveSources(
              new Intake(database, ledger, jobs, blobs, clock),
              new StoredAssessments(database)::find,
              catalogue,
              names(database, ledger, settings, clock),
              settings,
              new LiveSources.Caution(
                  accounts,
                  new Pauses(database, ledger, clock),
                  new SharedMaterial(database),
                  new Findings(database, ledger, clock)));
      var rooms =
          new Evidence.Rooms(
              database,
              new Evidence.Records(ledger, accounts, keys),
              new Cases(database, ledger, clock),
              new Notices(database, ledger, clock),
              new Evidence.Facts(sources, catalogue, blobs));
      return new EvidenceDesk(
          evidence(rooms, sounds(settings, clock, opened), sequencer), opened::close);
    } catch (IOException e) {
      opened.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }
}
