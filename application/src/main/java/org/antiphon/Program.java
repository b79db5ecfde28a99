package org.antiphon;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.antiphon.accounts.Duties;
import org.antiphon.cli.Workshop;
import org.antiphon.config.MailSettings;
import org.antiphon.config.Settings;
import org.antiphon.enforcement.attestation.SignedPapers;
import org.antiphon.enforcement.cases.Findings;
import org.antiphon.enforcement.cases.Snoozes;
import org.antiphon.examination.opinion.StoredOpinions;
import org.antiphon.intake.Tips;
import org.antiphon.server.AccessFilter;
import org.antiphon.server.BatchDesk;
import org.antiphon.server.CaseDesk;
import org.antiphon.server.Deliveries;
import org.antiphon.server.FindingDesk;
import org.antiphon.server.HostNames;
import org.antiphon.server.IdempotencyFilter;
import org.antiphon.server.Media;
import org.antiphon.server.Overview;
import org.antiphon.server.Pictures;
import org.antiphon.server.PlatformDesk;
import org.antiphon.server.Previews;
import org.antiphon.server.ProblemAnswers;
import org.antiphon.server.ReviewQueue;
import org.antiphon.server.SavedViews;
import org.antiphon.server.StationMetrics;
import org.antiphon.server.TraceFilter;
import org.antiphon.server.Transparency;
import org.antiphon.server.WebServer;
import org.antiphon.server.api.BatchesApi;
import org.antiphon.server.api.CasesApi;
import org.antiphon.server.api.ContestApi;
import org.antiphon.server.api.EvidenceApi;
import org.antiphon.server.api.ExaminationsApi;
import org.antiphon.server.api.ExchangeApi;
import org.antiphon.server.api.FeedApi;
import org.antiphon.server.api.FindingsApi;
import org.antiphon.server.api.GraphApi;
import org.antiphon.server.api.HealthApi;
import org.antiphon.server.api.HooksApi;
import org.antiphon.server.api.ImportsApi;
import org.antiphon.server.api.LedgerApi;
import org.antiphon.server.api.MailApi;
import org.antiphon.server.api.NoticesApi;
import org.antiphon.server.api.OverviewApi;
import org.antiphon.server.api.PeopleApi;
import org.antiphon.server.api.PreviewsApi;
import org.antiphon.server.api.RecordingsApi;
import org.antiphon.server.api.RosterApi;
import org.antiphon.server.api.ScreeningsApi;
import org.antiphon.server.api.SessionsApi;
import org.antiphon.server.api.UploadsApi;
import org.antiphon.server.api.WebhooksApi;
import org.antiphon.server.web.AccountPages;
import org.antiphon.server.web.AppealPage;
import org.antiphon.server.web.Assets;
import org.antiphon.server.web.BatchPages;
import org.antiphon.server.web.CasePages;
import org.antiphon.server.web.CataloguePages;
import org.antiphon.server.web.ContestPage;
import org.antiphon.server.web.EvidencePage;
import org.antiphon.server.web.FallenPages;
import org.antiphon.server.web.Faults;
import org.antiphon.server.web.ImportPages;
import org.antiphon.server.web.LedgerPages;
import org.antiphon.server.web.MailPages;
import org.antiphon.server.web.Pages;
import org.antiphon.server.web.PartnerPages;
import org.antiphon.server.web.PausePages;
import org.antiphon.server.web.PlatformPages;
import org.antiphon.server.web.QueuePages;
import org.antiphon.server.web.SettingsPages;
import org.antiphon.server.web.SpreadPages;
import org.antiphon.server.web.TipPages;
import org.antiphon.server.web.TransparencyPage;
import org.antiphon.server.web.UploadPages;
import org.antiphon.server.web.WebhookPages;
import org.antiphon.server.web.WorkPages;
import tools.jackson.databind.json.JsonMapper;

/// `serve`: opens every room, starts to work, serves pages and API until it is told to stop.
final class Program implements Workshop.Serving {
  private final Wiring wiring;
  private final InstantSource clock;
  private final PrintStream out;

  Program(Wiring wiring, InstantSource clock, PrintStream out) {
    this.wiring = wiring;
    this.clock = clock;
    this.out = out;
  }

  @Override
  public int serve(Settings settings, Manner manner) {
    var closed = new CountDownLatch(1);
    try (var running = open(settings)) {
      greet(running.rooms(), settings, running.web().port(), manner);
      if (manner.exit()) return 0;
      waitForTheEnd(closed);
    } finally {
      closed.countDown();
    }
    return 0;
  }

  /// Rooms that work and pages that are served, until closed: first the pages, then the rooms.
  record Running(Serve rooms, WebServer web) implements AutoCloseable {
    @Override
    public void close() {
      try (rooms) {
        web.close();
      }
    }
  }

  /// Opens every room, serves, and begins to work.
  Running open(Settings settings) {
    var rooms = new Serve(wiring, settings, clock);
    try {
      var web =
          WebServer.start(
              settings.server().host(), settings.server().port(), parts(rooms, settings));
      rooms.start();
      return new Running(rooms, web);
    } catch (RuntimeException | Error e) {
      rooms.close();
      throw e;
    }
  }

  /// Until SIGTERM or Ctrl-C; the hook waits for the rooms to close. It cannot wait for this thread
  /// to end, which leaves by `System.exit` and there waits for the hook.
  private static void waitForTheEnd(CountDownLatch closed) {
    var end = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  end.countDown();
                  try {
                    var _ = closed.await(30, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "end"));
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Object> parts(Serve rooms, Settings settings) {
    var foundation = rooms.foundation();
    var enforcement = rooms.enforcement();
    var desk =
        new CaseDesk(
            enforcement.desk(),
            enforcement.attestation(),
            foundation.ledger(),
            enforcement.contest(),
            new StoredOpinions(foundation.database()));
    var media = new Media(foundation.blobs());
    var overview =
        new Overview(
            foundation.database(), rooms.catalogue(), rooms.intake(), desk, foundation.jobs());
    var parts = new ArrayList<Object>();
    parts.add(
        new AccessFilter(
            foundation.accounts(),
            HostNames.of(settings.server().host(), settings.server().publicUrl())));
    parts.add(new TraceFilter(rooms.telemetry()));
    parts.add(
        new StationMetrics(
            foundation.database(),
            foundation.ledger(),
            foundation.jobs(),
            enforcement.contest(),
            rooms.clock()));
    parts.add(new IdempotencyFilter(foundation.database(), rooms.clock()));
    parts.add(new ProblemAnswers());
    parts.add(new SessionsApi(foundation.accounts(), foundation.database()));
    parts.add(new PeopleApi(foundation.accounts(), foundation.database()));
    var pictures =
        new Pictures(
            foundation.blobs(),
            rooms.reader(),
            rooms.recognition(),
            settings.data().resolve("cache").resolve("pictures"));
    var previews =
        new Previews(
            foundation.blobs(),
            rooms.reader(),
            rooms.reader().writer(),
            settings.data().resolve("cache").resolve("previews"));
    parts.add(
        new PreviewsApi(
            desk,
            rooms.intake(),
            rooms.catalogue(),
            new PreviewsApi.Made(previews, pictures, media)));
    var batches = new BatchDesk(rooms.batches(), desk);
    parts.add(new BatchesApi(batches));
    parts.add(new UploadsApi(rooms.intake(), rooms.examination(), media, pictures));
    var findings =
        new FindingDesk(
            rooms.intake(),
            enforcement.opening(),
            new Findings(foundation.database(), foundation.ledger(), rooms.clock()),
            foundation.accounts());
    parts.add(new FindingsApi(findings));
    parts.add(new ExaminationsApi(rooms.examination(), desk));
    parts.add(new RecordingsApi(rooms.catalogue(), media));
    parts.add(new RosterApi(rooms.roster()));
    parts.add(new CasesApi(desk));
    parts.add(new GraphApi(rooms.graph(), foundation.keys(), rooms.clock()));
    parts.add(new FeedApi(rooms.network().exchange(), media));
    parts.add(new ExchangeApi(rooms.network().exchange(), rooms.network()::follow));
    parts.add(
        new ScreeningsApi(rooms.network().screening(), foundation.blobs(), rooms.publicUrl()));
    parts.add(new WebhooksApi(rooms.network().webhooks()));
    parts.add(new NoticesApi(desk.notices()));
    parts.add(
        new EvidenceApi(rooms.evidence(), settings.data().resolve("cache").resolve("bundles")));
    parts.add(new LedgerApi(foundation.ledger()));
    parts.add(new OverviewApi(overview));
    parts.add(new HooksApi(enforcement.delivery().inbox()));
    parts.add(new HealthApi(foundation.database(), foundation.ledger()));
    var pages = new Pages(() -> Duties.inOneHand(foundation.accounts().people()));
    parts.add(new Assets());
    parts.add(new EvidencePage(foundation.database(), foundation.blobs(), pages));
    parts.add(new AccountPages(foundation.accounts(), foundation.database(), pages));
    parts.add(new UploadPages(pages, rooms.intake(), rooms.examination(), desk, findings));
    parts.add(
        new SpreadPages(pages, rooms.catalogue(), rooms.graph(), foundation.keys(), rooms.clock()));
    parts.add(
        new AppealPage(
            pages,
            enforcement.contest(),
            desk,
            new AppealPage.Shown(
                rooms.exhibits(),
                new SignedPapers(foundation.database()),
                foundation.ledger(),
                foundation.jobs().limiter(),
                rooms.clock())));
    parts.add(new ContestPage(pages, enforcement.contest(), desk));
    parts.add(new FallenPages(pages, rooms.network().fallen()));
    parts.add(new PausePages(pages, enforcement.contest(), foundation.accounts()));
    parts.add(new ContestApi(enforcement.contest(), desk));
    parts.add(new PartnerPages(pages, rooms.network().exchange(), rooms.network().screening()));
    var queue = new ReviewQueue(foundation.database(), rooms.clock());
    parts.add(new QueuePages(pages, queue, new SavedViews(foundation.database(), rooms.clock())));
    parts.add(new CasePages(pages, desk, beside(rooms, queue)));
    parts.add(new BatchPages(pages, batches, foundation.accounts()));
    parts.add(new WorkPages(pages, overview));
    parts.add(new CataloguePages(pages, rooms.catalogue(), desk, foundation.database()));
    parts.add(new ImportPages(pages, rooms.imports(), foundation.accounts()));
    parts.add(new ImportsApi(rooms.imports()));
    var platforms =
        new PlatformDesk(
            foundation.database(),
            rooms.clock(),
            rooms.intake(),
            enforcement.delivery(),
            enforcement.verification().statistics(),
            enforcement.contest().pauses());
    parts.add(new PlatformPages(pages, platforms));
    parts.add(
        new LedgerPages(pages, foundation.ledger(), foundation.keys().ledgerKey().verifying()));
    parts.add(new WebhookPages(pages, rooms.network().webhooks()));
    parts.add(new MailPages(pages, rooms.mail(), desk, settings.mail().map(MailSettings::host)));
    parts.add(new MailApi(rooms.mail()));
    parts.add(new SettingsPages(pages, foundation.accounts(), foundation.database()));
    parts.add(new TipPages(pages, new Tips(foundation.database(), rooms.clock()), rooms.intake()));
    parts.add(
        new TransparencyPage(
            pages,
            new Transparency(foundation.database()),
            settings.server().transparency(),
            settings
                .complainant()
                .map(said -> said.organisation().isBlank() ? said.name() : said.organisation())
                .orElse("")));
    parts.add(new Faults(pages));
    return parts;
  }

  private static CasePages.Beside beside(Serve rooms, ReviewQueue queue) {
    var foundation = rooms.foundation();
    return new CasePages.Beside(
        queue,
        new Snoozes(foundation.database(), foundation.ledger(), rooms.clock()),
        new Deliveries(rooms.enforcement().delivery(), rooms.enforcement().verification()),
        foundation.accounts(),
        rooms.clock());
  }

  /// The first lines that a person reads; as JSON, one line that a program waits for.
  private void greet(Serve rooms, Settings settings, int port, Manner manner) {
    var address = "http://" + settings.server().host() + ":" + port;
    var token = setupToken(rooms, settings);
    if (manner.json()) {
      var line = new LinkedHashMap<String, Object>();
      line.put("ready", true);
      line.put("url", address);
      line.put("setup", token.orElse(null));
      line.put("data", settings.data().toString());
      out.println(JsonMapper.builder().build().writeValueAsString(line));
    } else {
      out.println("Antiphon is ready:  " + address);
      out.println("Data:               " + settings.data());
      token.ifPresent(secret ->
          out.println(
              "First person:       " + address + "/setup?token=" + secret + "  (valid 1 h)"));
    }
    out.flush();
  }

  /// Made while nobody is registered; also written beside the keys, for whoever starts us unseen.
  private static Optional<String> setupToken(Serve rooms, Settings settings) {
    if (!rooms.foundation().accounts().people().isEmpty()) return Optional.empty();
    var token = rooms.foundation().accounts().logins().setupSecret();
    try {
      Path file = settings.data().resolve("keys").resolve("setup-token");
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, token);
    } catch (IOException e) {
      throw new UncheckedIOException("the set-up token cannot be kept", e);
    }
    return Optional.of(token);
  }
}
