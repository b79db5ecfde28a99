package org.antiphon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.antiphon.Wiring.Opened;
import org.antiphon.accounts.Accounts;
import org.antiphon.audio.AudioReader;
import org.antiphon.blobs.FileBlobs;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.Isrc;
import org.antiphon.catalogue.Roster;
import org.antiphon.config.SecondOpinionSettings;
import org.antiphon.config.Settings;
import org.antiphon.database.Database;
import org.antiphon.enforcement.attestation.Attestation;
import org.antiphon.enforcement.attestation.Batches;
import org.antiphon.enforcement.attestation.SendGuard;
import org.antiphon.enforcement.basis.LawBook;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.cases.ExclusionFollower;
import org.antiphon.enforcement.cases.Findings;
import org.antiphon.enforcement.cases.Opening;
import org.antiphon.enforcement.cases.Review;
import org.antiphon.enforcement.delivery.Delivery;
import org.antiphon.enforcement.delivery.DeliverySettings;
import org.antiphon.enforcement.delivery.Papers;
import org.antiphon.enforcement.notices.Complainant;
import org.antiphon.enforcement.notices.Drafting;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.enforcement.notices.Office;
import org.antiphon.enforcement.notices.TextForm;
import org.antiphon.enforcement.verification.CalendarScale;
import org.antiphon.enforcement.verification.SoundCheck;
import org.antiphon.enforcement.verification.Verification;
import org.antiphon.enforcement.verification.VerificationSettings;
import org.antiphon.evidence.Evidence;
import org.antiphon.evidence.Exhibits;
import org.antiphon.evidence.Sounds;
import org.antiphon.examination.ArtworkLook;
import org.antiphon.examination.Claims;
import org.antiphon.examination.CoverKeeper;
import org.antiphon.examination.Examination;
import org.antiphon.examination.IndexKeeper;
import org.antiphon.examination.Recognition;
import org.antiphon.examination.ReferenceLibrary;
import org.antiphon.examination.RosterKeeper;
import org.antiphon.examination.SharedMaterial;
import org.antiphon.examination.imports.Imports;
import org.antiphon.examination.opinion.SecondOpinions;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.Matcher;
import org.antiphon.intake.Intake;
import org.antiphon.intake.IntakeSettings;
import org.antiphon.intake.UploadId;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Sequencer;
import org.antiphon.network.graph.Graph;
import org.antiphon.notification.Mail;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundSettings;
import org.antiphon.outbound.Post;
import org.antiphon.outbound.Resolver;
import org.antiphon.server.ContestDesk;
import org.antiphon.telemetry.Telemetry;

/// The long-lived program: every room on one database, in the order of the story. Constructed, then
/// registered, then started; closed in the other order.
final class Serve implements AutoCloseable {
  private static final String VERSION = "0.1";

  private final Opened opened = new Opened();
  private final Settings settings;
  private final InstantSource clock;
  private final Telemetry telemetry;
  private final Foundation foundation;
  private final Intake intake;
  private final AudioReader reader;
  private final LandmarkIndex index;
  private final IndexKeeper keeper;
  private final Chores chores;
  private final Examination examination;
  private final Optional<SecondOpinions> opinions;
  private final Graph graph;
  private final Catalogue catalogue;
  private final Roster roster;
  private final RosterKeeper rosterKeeper;
  private final Enforcement enforcement;
  private final NetworkRooms network;
  private final Mail mail;
  private final Imports imports;
  private final Platforms platforms;
  private final Sounds sounds;
  private final Exhibits exhibits;

  /// What everything stands on.
  record Foundation(
      Database database,
      KeyFolder keys,
      Ledger ledger,
      Sequencer sequencer,
      Accounts accounts,
      Jobs jobs,
      FileBlobs blobs) {}

  /// From case to verified down.
  record Enforcement(
      Opening opening,
      org.antiphon.enforcement.attestation.Desk desk,
      Attestation attestation,
      Delivery delivery,
      Verification verification,
      ContestDesk contest) {}

  Serve(Wiring wiring, Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    try {
      telemetry = opened.add(Telemetry.of(settings.work().telemetry(), VERSION));
      foundation = foundation(opened.add(wiring.database(settings)));
      var outbound =
          opened.add(new Outbound(OutboundSettings.standard(VERSION), Resolver.system(), clock));
      platforms = Platforms.of(settings, outbound);
      intake = intake(outbound);
      catalogue = new Catalogue(foundation.database(), foundation.ledger(), clock);
      roster =
          new Roster(
              foundation.database(),
              foundation.ledger(),
              clock,
              Optional.of(Wiring.rosterCopy(settings)));
      rosterKeeper = new RosterKeeper(roster);
      reader = Wiring.reader(settings, opened);
      index =
          opened.add(
              LandmarkIndex.open(settings.data().resolve("index"), LandmarkParameters.current()));
      keeper = keeper();
      chores = opened.add(new Chores(keeper, clock));
      examination = examination(reader);
      opinions = settings.secondOpinion().map(asked -> opinions(asked, outbound));
      graph = new Graph(foundation.database(), clock);
      imports =
          Importing.register(
              foundation,
              settings,
              clock,
              catalogue,
              new ReferenceLibrary(
                  catalogue, foundation.blobs(), Wiring.listener(reader), Optional.of(keeper)),
              graph);
      sounds = Bundles.sounds(settings, clock, opened);
      mail =
          new Mail(
              foundation.database(), foundation.accounts(), foundation.jobs(), publicUrl(), clock);
      network = network(outbound);
      enforcement = cases();
      settings
          .mail()
          .ifPresent(said ->
              mail.register(new Post(said), new WhatWaits(enforcement, network, catalogue, clock)));
      chores.register(
          foundation.jobs(),
          foundation.database(),
          foundation.keys().ledgerKey().verifying(),
          settings.data().resolve("ledger-heads.txt"),
          () -> mail.tell(WhatWaits.brokenLedger(clock)));
      exhibits =
          Exhibiting.register(
              foundation.jobs(),
              enforcement.desk(),
              new Exhibits(
                  records(), sounds, settings.data().resolve("cache").resolve("exhibits")));
      opened.add(foundation.jobs());
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  private Foundation foundation(Database database) {
    try {
      var keys = new KeyFolder(settings.data().resolve("keys"));
      var ledger = new Ledger(database, keys, clock, Serve::trace);
      var heads = settings.data().resolve("ledger-heads.txt");
      return new Foundation(
          database,
          keys,
          ledger,
          opened.add(new Sequencer(database, keys, heads, clock)),
          new Accounts(database, ledger, keys, clock),
          new Jobs(
              database,
              JobsSettings.standard(),
              clock,
              telemetry), // added last: it is closed first
          blobs());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Ledger.Trace> trace() {
    return Telemetry.trace().map(now -> new Ledger.Trace(now.trace(), now.span()));
  }

  Telemetry telemetry() {
    return telemetry;
  }

  private FileBlobs blobs() throws IOException {
    var blobs = new FileBlobs(settings.data().resolve("blobs"), settings.work().maximumUpload());
    blobs.removeLeftovers();
    return blobs;
  }

  private Intake intake(Outbound outbound) {
    var room =
        new Intake(
            foundation.database(),
            foundation.ledger(),
            foundation.jobs(),
            foundation.blobs(),
            clock);
    Path partial = settings.data().resolve("partial");
    room.register(
        platforms.sources(),
        outbound,
        IntakeSettings.of(settings.work().crawlEvery(), settings.work().maximumUpload(), partial));
    return room;
  }

  private IndexKeeper keeper() {
    var made =
        new IndexKeeper(
            catalogue, foundation.blobs(), index, new SharedMaterial(foundation.database()));
    made.catchUp();
    opened.add(made::commit);
    return made;
  }

  private Examination examination(AudioReader reader) {
    var listener = Wiring.listener(reader);
    var provenance = Wiring.provenance(settings, clock, opened);
    provenance.warm();
    var room =
        new Examination(
            foundation.database(),
            foundation.ledger(),
            foundation.jobs(),
            clock,
            new Examination.Means(
                intake,
                foundation.blobs(),
                Wiring.examiner(
                    settings,
                    listener,
                    index,
                    provenance,
                    new Claims(rosterKeeper, this::holds),
                    new ArtworkLook(
                        new CoverKeeper(catalogue, foundation.blobs(), reader.pictures()),
                        reader.pictures())),
                listener,
                keeper));
    room.register();
    return room;
  }

  private SecondOpinions opinions(SecondOpinionSettings asked, Outbound outbound) {
    var made =
        new SecondOpinions(
            foundation.database(),
            foundation.ledger(),
            foundation.jobs(),
            clock,
            new SecondOpinions.Sources(intake, foundation.blobs()),
            new SecondOpinions.Way(asked, outbound, SecondOpinions.Pace.STANDARD));
    made.register();
    return made;
  }

  /// Whether the catalogue has the sound of the recording with this ISRC.
  private boolean holds(Isrc isrc) {
    return catalogue.find(isrc).flatMap(it -> catalogue.soundOf(it.id())).isPresent();
  }

  private Enforcement cases() {
    var sources =
        new LiveSources(
            intake,
            examination::find,
            catalogue,
            new LiveSources.Names(roster, rosterKeeper),
            settings,
            new LiveSources.Caution(
                foundation.accounts(),
                Contesting.pauses(ground()),
                new SharedMaterial(foundation.database()),
                new Findings(foundation.database(), foundation.ledger(), clock)));
    var law = LawBook.bundled();
    var database = foundation.database();
    var cases = new Cases(database, foundation.ledger(), clock);
    var review = new Review(database, foundation.ledger(), clock, cases, sources, law);
    var notices = new Notices(database, foundation.ledger(), clock);
    var drafting =
        new Drafting(
            notices,
            cases,
            sources,
            foundation.blobs(),
            new Office(complainant(), publicUrl(), law),
            clock);
    var exclusions =
        new ExclusionFollower(
            database, catalogue, cases, upload -> examination.examineAgain(new UploadId(upload)));
    chores.alsoFollow(exclusions::follow);
    var opening = new Opening(database, foundation.ledger(), clock, cases, sources, law);
    foundation
        .jobs()
        .register(
            Examination.ASSESSED,
            (assessed, _) -> {
              opening.open(assessed.assessment());
              learn(assessed.upload());
              opinions.ifPresent(it -> it.want(assessed.assessment()));
              return JobOutcome.done();
            });
    var desk =
        new org.antiphon.enforcement.attestation.Desk(
            cases,
            review,
            notices,
            drafting,
            sources,
            // a demonstration's calendar has no ten seconds to spare, and nobody regrets there
            settings.calendarScale() > 1
                ? Duration.ZERO
                : org.antiphon.enforcement.attestation.Desk.REGRET);
    var attestation =
        new Attestation(
            database, foundation.ledger(), clock, foundation.accounts(), foundation.jobs(), desk);
    var guard =
        new SendGuard(clock, cases, notices, sources)
            .askingFirst(Contesting.turns(ground(), desk)::paused);
    return sending(opening, desk, attestation, guard);
  }

  private NetworkRooms network(Outbound outbound) {
    var matcher = new Matcher(index);
    var rooms =
        new NetworkRooms(
            foundation,
            settings,
            clock,
            new NetworkRooms.Parts(
                outbound,
                catalogue,
                reader,
                matcher::identify,
                graph,
                Wiring.statements(settings, clock, opened)),
            opened);
    rooms.register(settings.mail().map(_ -> mail));
    return rooms;
  }

  /// The newest, not the one whose job this is: an older one must not undo it.
  private void learn(UUID upload) {
    intake
        .upload(new UploadId(upload))
        .ifPresent(seen ->
            examination.ofUpload(upload).stream()
                .findFirst()
                .ifPresent(newest -> graph.learn(seen, newest)));
  }

  private Enforcement sending(
      Opening opening,
      org.antiphon.enforcement.attestation.Desk desk,
      Attestation attestation,
      SendGuard guard) {
    var scale = new CalendarScale(settings.calendarScale());
    var steps =
        new org.antiphon.enforcement.delivery.Desk(
            foundation.database(), foundation.jobs(), foundation.ledger(), clock, new Random());
    var papers =
        new Papers(
                desk.notices(),
                desk.cases(),
                guard::check,
                notice ->
                    TextForm.of(desk.notices().document(notice.id()), notice.documentSha256()))
            .telling(Contesting.turns(ground(), desk)::moved);
    var pace = scale.factor() > 1 ? DeliverySettings.quick() : DeliverySettings.production();
    var delivery = new Delivery(steps, papers, platforms.lines(), pace);
    delivery.register();
    var verification =
        new Verification(
            steps,
            papers,
            delivery,
            upload ->
                intake
                    .upload(new UploadId(upload))
                    .map(found -> new Verification.Addresses(found.pageUrl(), found.audioUrl())),
            SoundCheck.byBytes(),
            VerificationSettings.production(scale));
    verification.register();
    return new Enforcement(
        opening,
        desk,
        attestation,
        delivery,
        verification,
        Contesting.desk(ground(), desk, scale, network.exchange()));
  }

  private Contesting.Ground ground() {
    return new Contesting.Ground(
        foundation.database(),
        foundation.ledger(),
        clock,
        foundation.accounts(),
        foundation.jobs());
  }

  private Optional<Complainant> complainant() {
    return settings
        .complainant()
        .map(said ->
            new Complainant(
                said.name(), said.organisation(), said.address(), said.telephone(), said.email()));
  }

  URI publicUrl() {
    return settings
        .server()
        .publicUrl()
        .orElseGet(() ->
            URI.create("http://" + settings.server().host() + ":" + settings.server().port()));
  }

  /// Begins to work: ledger, jobs, feeds.
  void start() {
    foundation.sequencer().start();
    enforcement.delivery().start();
    foundation.jobs().start();
    chores.start(foundation.jobs(), foundation.database());
    network.start();
    if (settings.mail().isPresent()) mail.start();
    intake.follow(platforms.sources());
  }

  /// Hears a sound again, for its alignment.
  Recognition recognition() {
    return new Recognition(Wiring.listener(reader), new Matcher(index));
  }

  /// Lists to be signed together.
  Batches batches() {
    return new Batches(foundation.database(), clock, enforcement.attestation(), enforcement.desk());
  }

  private Evidence.Rooms records() {
    var desk = enforcement.desk();
    return new Evidence.Rooms(
        foundation.database(),
        new Evidence.Records(foundation.ledger(), foundation.accounts(), foundation.keys()),
        desk.cases(),
        desk.notices(),
        new Evidence.Facts(desk.sources(), catalogue, foundation.blobs()));
  }

  /// Exports cases.
  Evidence evidence() {
    return Bundles.evidence(records(), sounds, foundation.sequencer());
  }

  /// What accused creators hear and see.
  Exhibits exhibits() {
    return exhibits;
  }

  InstantSource clock() {
    return clock;
  }

  Foundation foundation() {
    return foundation;
  }

  Intake intake() {
    return intake;
  }

  AudioReader reader() {
    return reader;
  }

  Examination examination() {
    return examination;
  }

  NetworkRooms network() {
    return network;
  }

  Imports imports() {
    return imports;
  }

  Mail mail() {
    return mail;
  }

  Graph graph() {
    return graph;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  Roster roster() {
    return roster;
  }

  Enforcement enforcement() {
    return enforcement;
  }

  @Override
  public void close() {
    opened.close();
  }
}
