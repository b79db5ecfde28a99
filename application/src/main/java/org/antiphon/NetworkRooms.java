package org.antiphon;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antiphon.Serve.Foundation;
import org.antiphon.Wiring.Opened;
import org.antiphon.audio.AudioReader;
import org.antiphon.blobs.Blobs;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.config.Settings;
import org.antiphon.database.Database;
import org.antiphon.detection.CombParameters;
import org.antiphon.detection.Detector;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.examination.Claims;
import org.antiphon.examination.Examiner;
import org.antiphon.examination.PeaksBlob;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.Priority;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.network.exchange.Exchange;
import org.antiphon.network.graph.Consequences;
import org.antiphon.network.graph.Fallen;
import org.antiphon.network.graph.Graph;
import org.antiphon.network.screening.Screening;
import org.antiphon.notification.EventType;
import org.antiphon.notification.Mail;
import org.antiphon.notification.Webhooks;
import org.antiphon.outbound.Outbound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Exchange, screening and what recurs for them: each partner's feed every minute, claims whose
/// case fell and holds whose time is over every ten seconds, the check of reasons once a day.
final class NetworkRooms {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkRooms.class);
  private static final JobType<OfPartner> POLL = new JobType<>("exchange.poll", OfPartner.class);
  private static final JobType<Nothing> TEND = new JobType<>("network.tend", Nothing.class);
  private static final JobType<Nothing> REASONS = new JobType<>("graph.reasons", Nothing.class);
  private static final Duration DAY = Duration.ofDays(1);

  private final Foundation foundation;
  private final InstantSource clock;
  private final Graph graph;
  private final Fallen fallen;
  private final Exchange exchange;
  private final Screening screening;
  private final Webhooks webhooks;
  private final Outbound outbound;
  private final Duration pollEvery;
  private final Duration tendEvery;

  /// Payload of a poll.
  record OfPartner(String partner) {}

  /// A job without particulars.
  record Nothing() {}

  /// What the rooms are made of.
  record Parts(
      Outbound outbound,
      Catalogue catalogue,
      AudioReader reader,
      Function<Peaks, Identification> own,
      Graph graph,
      Examiner.Statements statements) {}

  NetworkRooms(
      Foundation foundation, Settings settings, InstantSource clock, Parts parts, Opened opened) {
    this.foundation = foundation;
    this.clock = clock;
    this.graph = parts.graph;
    this.fallen =
        new Fallen(
            foundation.database(),
            clock,
            new Cases(foundation.database(), foundation.ledger(), clock),
            new Notices(foundation.database(), foundation.ledger(), clock),
            graph.consequences());
    // a demonstration's calendar runs a day a minute; its feeds are read every second
    boolean quick = settings.calendarScale() > 1;
    this.pollEvery = quick ? Duration.ofSeconds(1) : Duration.ofSeconds(60);
    this.tendEvery = quick ? Duration.ofSeconds(1) : Duration.ofSeconds(10);
    this.exchange = exchange(settings, parts, opened);
    this.screening = screening(parts, opened);
    this.webhooks =
        new Webhooks(
            foundation.database(),
            foundation.ledger(),
            foundation.jobs(),
            settings.data().resolve("keys"),
            clock);
    this.outbound = parts.outbound;
  }

  private Exchange exchange(Settings settings, Parts parts, Opened opened) {
    var folder = settings.data().resolve("exchange-index");
    return exchange(
        new Ground(
            foundation.database(), foundation.ledger(), foundation.keys(), foundation.blobs()),
        settings,
        clock,
        parts,
        opened.add(LandmarkIndex.open(folder, LandmarkParameters.current())));
  }

  /// What the exchange stands on, with or without a server.
  record Ground(Database database, Ledger ledger, KeyFolder keys, Blobs blobs) {}

  /// @param foreign index of partners' prints
  static Exchange exchange(
      Ground ground, Settings settings, InstantSource clock, Parts parts, LandmarkIndex foreign) {
    var key = ground.keys.exchangeKey();
    var claimant =
        settings
            .complainant()
            .map(said -> said.organisation().isBlank() ? said.name() : said.organisation())
            .orElse(key.verifying().name());
    return new Exchange(
        ground.database,
        ground.ledger,
        clock,
        new Exchange.Means(
            parts.outbound,
            ground.blobs,
            parts.catalogue,
            new Cases(ground.database, ground.ledger, clock),
            parts.graph,
            key,
            "party:" + claimant.replaceAll("[^\\x21-\\x7e]", "-"),
            PeaksBlob::read,
            parts.own,
            foreign));
  }

  private Screening screening(Parts parts, Opened opened) {
    var ground =
        new Ground(
            foundation.database(), foundation.ledger(), foundation.keys(), foundation.blobs());
    return opened.add(screening(ground, foundation.jobs(), clock, parts, exchange));
  }

  static Screening screening(
      Ground ground, Jobs jobs, InstantSource clock, Parts parts, Exchange exchange) {
    var listener = Wiring.listener(parts.reader);
    return new Screening(
        ground.database,
        ground.ledger,
        jobs,
        clock,
        new Screening.Means(
            parts.catalogue,
            listener,
            new Examiner(
                listener,
                NetworkRooms::askedBefore,
                new Detector(CombParameters.current()),
                parts.statements,
                Claims.none()),
            parts.own,
            parts.graph,
            exchange));
  }

  /// Screening asks the examiner for the detector's word only, and only where its own search of the
  /// index, the dearer half of an examination, has found nothing: it is not searched again.
  private static Identification askedBefore(Peaks peaks) {
    return new Identification(
        List.of(), List.of(), false, peaks.seconds(), 0, LandmarkParameters.current().version());
  }

  /// Before the jobs start.
  ///
  /// @param mail hears of what webhooks tell, where mail is sent
  void register(Optional<Mail> mail) {
    var jobs = foundation.jobs();
    jobs.register(POLL, (of, _) -> poll(of.partner()));
    jobs.register(TEND, (_, _) -> tend());
    jobs.register(REASONS, (_, _) -> checkReasons());
    jobs.register(Screening.CHANGED, (changed, _) -> tell(changed));
    webhooks.register(outbound, mail);
  }

  private JobOutcome poll(String partner) {
    exchange.poll(partner).ifPresent(code -> LOG.warn("feed of {} refused: {}", partner, code));
    screening.reviseAll();
    return JobOutcome.again(clock.instant().plus(pollEvery));
  }

  private JobOutcome tend() {
    while (fallen.step() > 0) {
      // what fell since the last time, however much
    }
    exchange.retractFallen();
    exchange.publishDue();
    screening.reviseAll();
    return JobOutcome.again(clock.instant().plus(tendEvery));
  }

  private JobOutcome checkReasons() {
    var expected = new ArrayList<>(Consequences.expected());
    expected.add(Screening.expected());
    var missing = graph.consequences().withoutReasons(expected);
    if (!missing.isEmpty())
      LOG.error(
          "{} things in force cannot be traced to their reasons: {}",
          missing.size(),
          missing.subList(0, Math.min(10, missing.size())));
    return JobOutcome.again(clock.instant().plus(DAY));
  }

  private JobOutcome tell(Screening.Changed changed) {
    var screened = screening.find(changed.screening());
    var body = new LinkedHashMap<String, Object>();
    body.put("sequence", changed.sequence());
    body.put("screening", screened.id().toString());
    body.put("advice", screened.told().name());
    body.put("reasons", screened.reasons());
    body.put("at", screened.changedAt().toString());
    webhooks.tell(
        "screening-" + changed.screening() + "-" + changed.sequence(),
        EventType.SCREENING_CHANGED,
        body);
    return JobOutcome.done();
  }

  void start() {
    for (var partner : exchange.partners()) follow(partner.id());
    schedule(TEND, "tend", new Nothing());
    schedule(REASONS, "daily", new Nothing());
    webhooks.start();
  }

  /// Sees to it that a partner's feed is read from now on.
  void follow(String partner) {
    schedule(POLL, partner, new OfPartner(partner));
  }

  private <T> void schedule(JobType<T> type, String instance, T payload) {
    foundation
        .database()
        .inTransaction(() ->
            foundation.jobs().schedule(type, instance, payload, clock.instant(), Priority.NORMAL));
  }

  Exchange exchange() {
    return exchange;
  }

  Screening screening() {
    return screening;
  }

  Fallen fallen() {
    return fallen;
  }

  Webhooks webhooks() {
    return webhooks;
  }
}
