package org.antiphon;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.antiphon.audio.AudioLimits;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.CodecSettings;
import org.antiphon.blobs.FileBlobs;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.Roster;
import org.antiphon.catalogue.RosterFile;
import org.antiphon.cli.CatalogueDesk;
import org.antiphon.cli.EvidenceDesk;
import org.antiphon.cli.ExaminerDesk;
import org.antiphon.cli.RehearingDesk;
import org.antiphon.cli.ScreeningDesk;
import org.antiphon.cli.Workshop;
import org.antiphon.config.Settings;
import org.antiphon.database.Database;
import org.antiphon.database.DatabaseSettings;
import org.antiphon.detection.CombParameters;
import org.antiphon.detection.Detector;
import org.antiphon.examination.ArtworkLook;
import org.antiphon.examination.Claims;
import org.antiphon.examination.Examiner;
import org.antiphon.examination.FolderCatalogue;
import org.antiphon.examination.IndexKeeper;
import org.antiphon.examination.Listener;
import org.antiphon.examination.ReferenceLibrary;
import org.antiphon.examination.SharedMaterial;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.Matcher;
import org.antiphon.impersonation.Impersonation;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.network.graph.Graph;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundSettings;
import org.antiphon.outbound.Resolver;
import org.antiphon.problem.Unavailable;
import org.antiphon.provenance.Provenance;
import org.antiphon.provenance.TrustFolder;
import org.jspecify.annotations.Nullable;

/// Constructs rooms by their plain constructors, in the order of the story, and closes them in the
/// other. Commands without a server use it as it is; the server builds on the same methods.
public final class Wiring implements Workshop {
  private static final long LARGEST_REFERENCE = 4L << 30;
  private final InstantSource clock;
  private final PrintStream out;
  private final PrintStream err;
  private final Path home;

  /// Hands this clock to every room.
  ///
  /// @param out the answer of `serve` and `demo`
  /// @param err everything else
  /// @param home of the person who started us
  public Wiring(InstantSource clock, PrintStream out, PrintStream err, Path home) {
    this.clock = clock;
    this.out = out;
    this.err = err;
    this.home = home;
  }

  @Override
  public Database database(Settings settings) {
    makeDataFolder(settings);
    var own = DatabaseSettings.embedded(settings.data()).withCache(settings.storage().cache());
    return Database.open(settings.storage().databaseUrl().map(own::withUrl).orElse(own));
  }

  @Override
  public CatalogueDesk catalogue(Settings settings) {
    var opened = new Opened();
    try {
      Database database = opened.add(database(settings));
      var blobs = new FileBlobs(settings.data().resolve("blobs"), LARGEST_REFERENCE);
      var ledger = new Ledger(database, new KeyFolder(settings.data().resolve("keys")), clock);
      var catalogue = new Catalogue(database, ledger, clock);
      Optional<LandmarkIndex> index = writableIndex(settings, opened);
      Optional<IndexKeeper> keeper =
          index.map(writable ->
              new IndexKeeper(catalogue, blobs, writable, new SharedMaterial(database)));
      Listener listener = listener(reader(settings, opened));
      var library = new ReferenceLibrary(catalogue, blobs, listener, keeper);
      keeper.ifPresent(IndexKeeper::catchUp);
      keeper.ifPresent(each -> opened.add(each::commit));
      return new CatalogueDesk(
          database,
          catalogue,
          new Roster(database, ledger, clock, Optional.of(rosterCopy(settings))),
          blobs,
          library,
          keeper.isPresent(),
          opened::close);
    } catch (IOException e) {
      opened.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /// The index, unless another process writes to it: that one follows the catalogue then.
  private static Optional<LandmarkIndex> writableIndex(Settings settings, Opened opened) {
    try {
      return Optional.of(
          opened.add(
              LandmarkIndex.open(settings.data().resolve("index"), LandmarkParameters.current())));
    } catch (Unavailable inUse) {
      if (inUse.code().equals("INDEX_IN_USE")) return Optional.empty();
      throw inUse;
    }
  }

  /// Decodes files from outside in child processes.
  static AudioReader reader(Settings settings, Opened opened) {
    var codec =
        CodecSettings.in(settings.storage().cache().resolve("javacpp"))
            .withWorkers(Math.clamp(settings.work().threads(), 1, 64));
    return opened.add(new AudioReader(codec));
  }

  /// Reads what files say of themselves, believing the official lists and `DATA/trust.d`.
  static Provenance provenance(Settings settings, InstantSource clock, Opened opened) {
    var trust = new TrustFolder(settings.data().resolve("trust.d"));
    return opened.add(Provenance.open(trust::current, clock));
  }

  /// The reader of statements, and what they are used for.
  static Examiner.Statements statements(Settings settings, InstantSource clock, Opened opened) {
    return new Examiner.Statements(provenance(settings, clock, opened), settings.provenance());
  }

  /// Every examiner, over an index.
  static Examiner examiner(
      Settings settings,
      Listener listener,
      LandmarkIndex index,
      Provenance provenance,
      Claims claims,
      ArtworkLook artwork) {
    var matcher = new Matcher(index);
    return new Examiner(
        listener,
        matcher::identify,
        new Detector(CombParameters.current()),
        new Examiner.Statements(provenance, settings.provenance()),
        claims,
        artwork);
  }

  /// Takes the peaks of what `reader` decodes.
  static Listener listener(AudioReader reader) {
    return new Listener(reader, LandmarkParameters.current(), AudioLimits.standard());
  }

  @Override
  public ExaminerDesk examiner(Settings settings, Optional<Path> folder, Optional<Path> roster) {
    var opened = new Opened();
    try {
      var parameters = LandmarkParameters.current();
      LandmarkIndex index =
          opened.add(
              folder.isPresent()
                  ? LandmarkIndex.open(folderIndex(settings, folder.get()), parameters)
                  : LandmarkIndex.openReadOnly(settings.data().resolve("index"), parameters));
      Listener listener = listener(reader(settings, opened));
      return new ExaminerDesk(
          examiner(
              settings,
              listener,
              index,
              provenance(settings, clock, opened),
              claims(settings, roster, index),
              ArtworkLook.none()),
          index,
          folder.map(_ -> new FolderCatalogue(index, listener)),
          opened::close);
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public EvidenceDesk evidence(Settings settings) {
    return Bundles.desk(this, settings, clock);
  }

  @Override
  public RehearingDesk rehearing(Settings settings) {
    var opened = new Opened();
    return new RehearingDesk(Bundles.sounds(settings, clock, opened).rehearing(), opened::close);
  }

  /// The roster of a file, else the copy that `roster add` leaves for those who open no database.
  private static Claims claims(Settings settings, Optional<Path> roster, LandmarkIndex index) {
    var file = roster.or(() -> Optional.of(rosterCopy(settings)).filter(Files::isRegularFile));
    if (file.isEmpty()) return Claims.none();
    var examiner = new Impersonation(RosterFile.require(file.get()));
    return new Claims(
        () -> examiner,
        isrc -> index.recordings().stream().anyMatch(it -> it.isrc().equals(Optional.of(isrc))));
  }

  static Path rosterCopy(Settings settings) {
    return settings.data().resolve("roster.jsonl");
  }

  @Override
  public ScreeningDesk screening(Settings settings) {
    var opened = new Opened();
    try {
      Database database = opened.add(database(settings));
      var keys = new KeyFolder(settings.data().resolve("keys"));
      var ledger = new Ledger(database, keys, clock);
      var parameters = LandmarkParameters.current();
      var own =
          opened.add(LandmarkIndex.openReadOnly(settings.data().resolve("index"), parameters));
      var foreign =
          opened.add(
              LandmarkIndex.openReadOnly(settings.data().resolve("exchange-index"), parameters));
      var outbound =
          opened.add(new Outbound(OutboundSettings.standard("screen"), Resolver.system(), clock));
      var matcher = new Matcher(own);
      var parts =
          new NetworkRooms.Parts(
              outbound,
              new Catalogue(database, ledger, clock),
              reader(settings, opened),
              matcher::identify,
              new Graph(database, clock),
              statements(settings, clock, opened));
      var blobs = new FileBlobs(settings.data().resolve("blobs"), LARGEST_REFERENCE);
      var ground = new NetworkRooms.Ground(database, ledger, keys, blobs);
      var exchange = NetworkRooms.exchange(ground, settings, clock, parts, foreign);
      var jobs = opened.add(new Jobs(database, JobsSettings.standard(), clock));
      return new ScreeningDesk(
          opened.add(NetworkRooms.screening(ground, jobs, clock, parts, exchange)), opened::close);
    } catch (IOException e) {
      opened.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /// Where the index of a folder is kept, so that a second look decodes only what is new.
  private static Path folderIndex(Settings settings, Path folder) {
    String name = Integer.toHexString(folder.toAbsolutePath().normalize().toString().hashCode());
    return settings.storage().cache().resolve("folders").resolve(name);
  }

  private static void makeDataFolder(Settings settings) {
    try {
      Files.createDirectories(settings.data());
    } catch (IOException e) {
      throw new Unavailable(
          "DATA_UNWRITABLE",
          settings.data().toString(),
          "the data directory cannot be made: " + e.getMessage(),
          "give another --data",
          e);
    }
  }

  @Override
  public Optional<Serving> serving() {
    return Optional.of((settings, manner) -> new Program(this, clock, out).serve(settings, manner));
  }

  @Override
  public Optional<Demonstration> demonstration() {
    return Optional.of(new Demonstrate(clock, out, err, home));
  }

  @Override
  public Optional<Drilling> drilling() {
    return Optional.of(new Demonstrate(clock, out, err, home));
  }

  /// What was opened, closed in the other order; one that fails to close does not keep the rest
  /// open.
  static final class Opened {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
      open.push(resource);
      return resource;
    }

    void close() {
      @Nullable RuntimeException first = null;
      while (!open.isEmpty()) {
        try {
          open.pop().close();
        } catch (Exception e) {
          if (first == null) first = new IllegalStateException("closing failed", e);
          else first.addSuppressed(e);
        }
      }
      if (first != null) throw first;
    }
  }
}
