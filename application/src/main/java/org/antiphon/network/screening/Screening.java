package org.antiphon.network.screening;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.antiphon.catalogue.Authorisation;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.examination.Examiner;
import org.antiphon.examination.Hearing;
import org.antiphon.examination.Listener;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.Match;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.Priority;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.network.exchange.Exchange;
import org.antiphon.network.exchange.Weighing;
import org.antiphon.network.graph.Graph;
import org.antiphon.network.graph.Node;
import org.antiphon.problem.Refused;
import org.antiphon.problem.Unavailable;

/// The room's door: hears an upload before it is live, advises, and says so when the advice
/// changes.
public final class Screening implements AutoCloseable {
  /// Scheduled in the transaction of every change of an advice.
  public static final JobType<Changed> CHANGED = new JobType<>("screening.changed", Changed.class);

  private static final Duration VALID = Duration.ofHours(24);
  private static final int QUEUE = 4 * Runtime.getRuntime().availableProcessors();
  private final Database database;
  private final Ledger ledger;
  private final Jobs jobs;
  private final InstantSource clock;
  private final Means means;
  private final ScreeningTable table;
  private final Semaphore places = new Semaphore(QUEUE);
  private final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();

  /// What screening uses.
  ///
  /// @param own recognises in our own catalogue
  public record Means(
      Catalogue catalogue,
      Listener listener,
      Examiner examiner,
      Function<Peaks, Identification> own,
      Graph graph,
      Exchange exchange) {}

  /// Payload of [#CHANGED].
  public record Changed(UUID screening, long sequence) {}

  /// Takes what it needs.
  public Screening(Database database, Ledger ledger, Jobs jobs, InstantSource clock, Means means) {
    this.database = database;
    this.ledger = ledger;
    this.jobs = jobs;
    this.clock = clock;
    this.means = means;
    this.table = new ScreeningTable(database);
  }

  /// What a platform says of an upload; empty where it does not.
  ///
  /// @param account its own id of the account
  public record Context(
      String platform, String account, String distributor, String labelLine, String territory) {
    /// Nothing is known.
    public static final Context NONE = new Context("", "", "", "", "*");
  }

  /// A request.
  ///
  /// @param file the sound
  /// @param audioSha256 of it
  /// @param deadline how long the caller waits
  public record Request(
      Path file,
      String audioSha256,
      Context context,
      Duration deadline,
      String caller,
      Optional<String> key) {}

  /// Advises. The same key of the same caller gives the same answer.
  ///
  /// @throws Unavailable BUSY, at once, where too many wait already
  public Screened screen(Request request) {
    var known = known(request);
    if (known.isPresent()) return known.get();
    var settings = table.settings();
    var id = UuidV7.next(clock);
    long began = System.nanoTime();
    if (!settings.enabled())
      return store(id, request, settings, Evidence.none("SWITCHED_OFF"), false, 0);
    if (!places.tryAcquire())
      throw new Unavailable(
          "BUSY", "screening", QUEUE + " uploads wait already", "ask again", Duration.ofSeconds(1));
    var work =
        hands.submit(() -> {
          try {
            return hear(request, began);
          } finally {
            places.release();
          }
        });
    try {
      var evidence = work.get(request.deadline().toMillis(), TimeUnit.MILLISECONDS);
      return store(id, request, settings, evidence, false, millis(began));
    } catch (TimeoutException e) {
      var late = store(id, request, settings, Evidence.none("LATE"), true, millis(began));
      hands.execute(() -> finish(id, work));
      return late;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("INTERRUPTED", "screening", "we are closing", "ask again", e);
    }
  }

  /// The answer that was given under the request's key.
  ///
  /// @throws Refused IDEMPOTENCY_KEY_REUSED where that was about another sound
  public Optional<Screened> known(Request request) {
    return request
        .key()
        .flatMap(key -> table.ofKey(request.caller(), key))
        .map(screened -> again(screened, request));
  }

  private static Screened again(Screened known, Request request) {
    if (known.audioSha256().equals(request.audioSha256())) return known;
    throw new Refused(
        "IDEMPOTENCY_KEY_REUSED",
        "Idempotency-Key",
        "this key was used for another sound",
        "take a new key for each upload");
  }

  private static int millis(long began) {
    return (int) ((System.nanoTime() - began) / 1_000_000);
  }

  /// Hears the sound, then asks the detector as long as the deadline lasts.
  private Evidence hear(Request request, long began) throws IOException {
    var hearing = means.listener.hear(request.file());
    if (hearing.fault().isPresent() && !hearing.fault().get().code().equals("TRUNCATED"))
      return Evidence.none(hearing.fault().get().code());
    var evidence = recognise(hearing, request.audioSha256());
    boolean time = System.nanoTime() - began < request.deadline().toNanos();
    boolean open = evidence.own().isEmpty() && evidence.foreign().isEmpty();
    return time && open ? evidence.with(means.examiner.isMachineMade(request.file())) : evidence;
  }

  private Evidence recognise(Hearing hearing, String audioSha256) {
    var own = means.own.apply(hearing.peaks());
    var foreign = means.exchange.prints().identify(hearing.peaks());
    return new Evidence(
        own.matches().stream()
            .map(match -> heard("", match.recording().id().value(), match, hearing))
            .toList(),
        own.possible().stream().map(match -> match.recording().id().value()).distinct().toList(),
        foreign.matches().stream().flatMap(match -> claim(match, hearing).stream()).toList(),
        named(hearing, audioSha256),
        false,
        "");
  }

  private Optional<Evidence.Heard> claim(Match match, Hearing hearing) {
    return means
        .exchange
        .prints()
        .claim(match.recording().id())
        .map(claim -> heard(claim[0], claim[1], match, hearing));
  }

  private static Evidence.Heard heard(String partner, String key, Match match, Hearing hearing) {
    double seconds = match.query().to() - match.query().from();
    return new Evidence.Heard(
        partner,
        key,
        seconds,
        seconds / Math.max(hearing.seconds(), seconds),
        match.expectedFalseMatches());
  }

  private List<Evidence.Named> named(Hearing hearing, String audioSha256) {
    var names = new LinkedHashMap<String, String>();
    names.put("file", audioSha256);
    hearing.packets().ifPresent(it -> names.put("packets", it));
    hearing.pcm().ifPresent(it -> names.put("pcm", it));
    var named = new ArrayList<Evidence.Named>();
    names.forEach((alg, value) -> {
      for (var claim : means.exchange.weighing().naming(alg, value))
        named.add(new Evidence.Named(claim.partner(), claim.claim(), alg));
    });
    return named;
  }

  /// The work went on after the answer: what it found is told as a change.
  private void finish(UUID id, java.util.concurrent.Future<Evidence> work) {
    try {
      var evidence = work.get();
      database.inTransaction(() -> table.heard(id, evidence));
      revise(id, "HEARD_LATE");
    } catch (ExecutionException e) {
      database.inTransaction(() -> table.heard(id, Evidence.none("FAILED")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Screened store(
      UUID id,
      Request request,
      ScreeningTable.Settings settings,
      Evidence evidence,
      boolean partial,
      int millis) {
    return database.inTransaction(() -> {
      // as the database keeps it: the same answer must not read otherwise when it is given again
      var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      var decision = Rules.decide(evidence, standing(request.context()));
      var advice = partial ? Advice.valueOf(settings.late()) : decision.advice();
      var screened =
          new Screened(
              id,
              now,
              request.audioSha256(),
              request.context(),
              evidence,
              advice,
              settings.enforce() ? advice : Advice.ALLOW,
              partial,
              decision.reasons(),
              now.plus(VALID),
              advice == Advice.HOLD
                  ? Optional.of(now.plus(Duration.ofHours(settings.holdHours())))
                  : Optional.empty(),
              Optional.empty(),
              millis,
              now);
      table.insert(screened, request.caller(), request.key());
      if (advice != Advice.ALLOW) record(screened, EntryKind.SCREENING_ADVISED, Actor.system());
      return screened;
    });
  }

  private void record(Screened screened, EntryKind kind, Actor actor) {
    var entry =
        ledger.append(
            new Entry(
                kind,
                actor,
                new Subject("screening", screened.id().toString()),
                Map.of(
                    "advice", screened.advice().name(),
                    "told", screened.told().name(),
                    "audioSha256", screened.audioSha256(),
                    "reasons", screened.reasons())));
    var reasons = new ArrayList<Node>();
    for (var heard : screened.evidence().own()) reasons.add(new Node("recording", heard.key()));
    for (var heard : screened.evidence().foreign())
      reasons.add(new Node("partner-claim", heard.partner() + "/" + heard.key()));
    for (var named : screened.evidence().named())
      reasons.add(new Node("partner-claim", named.partner() + "/" + named.claim()));
    means.graph.restsOn(
        new Node("screening", screened.id().toString()), reasons, Optional.of(entry.value()));
  }

  private Rules.Standing standing(Context context) {
    return new LiveStanding(means, context, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  /// How things stand, asked when needed.
  private record LiveStanding(Means means, Context context, LocalDate today)
      implements Rules.Standing {
    @Override
    public boolean upheld(String recording) {
      return means.graph.isUpheld(recording);
    }

    @Override
    public boolean licensed(String recording) {
      return means.catalogue.authorisationsFor(new RecordingId(recording)).stream()
          .anyMatch(this::covers);
    }

    private boolean covers(Authorisation row) {
      return row.covers(Authorisation.Who.ACCOUNT, context.account(), context.territory(), today)
          || row.covers(Authorisation.Who.UPLOADER, context.account(), context.territory(), today)
          || row.covers(
              Authorisation.Who.DISTRIBUTOR, context.distributor(), context.territory(), today)
          || row.covers(
              Authorisation.Who.LABEL_LINE, context.labelLine(), context.territory(), today);
    }

    @Override
    public Optional<Weighing.Weighed> claim(String partner, String claim) {
      return means.exchange.weighing().of(partner, claim);
    }

    @Override
    public boolean licensedVia(Weighing.Weighed claim) {
      return !context.distributor().isBlank()
          && claim.licensedVia().contains("party:" + context.distributor());
    }
  }

  /// One screening.
  ///
  /// @throws Refused NOT_FOUND
  public Screened find(UUID id) {
    return table
        .find(id)
        .orElseThrow(
            () -> new Refused("NOT_FOUND", "screening " + id, "there is none", "see the list"));
  }

  /// Screenings that were made or changed since, oldest change first.
  public List<Screened> changedSince(Instant since, int limit) {
    return table.changedSince(since, limit);
  }

  /// The newest.
  public List<Screened> newest(int limit) {
    return table.newest(limit);
  }

  /// A platform, or a person of ours, decided otherwise.
  public Screened overrule(UUID id, String by, String why, Actor actor) {
    return database.inTransaction(() -> {
      var known = find(id);
      table.overrule(id, by, why, clock.instant());
      change(known, Advice.ALLOW, List.of("OVERRULED"), "OVERRULED");
      record(find(id), EntryKind.SCREENING_OVERRULED, actor);
      return find(id);
    });
  }

  /// One block in a hundred, drawn by its id, that a person should see and nobody has.
  public List<Screened> forReview(int limit) {
    return table.forReview(limit);
  }

  /// A person saw a drawn block and finds it right; one that is wrong is overruled instead.
  ///
  /// @throws Refused NOT_FOR_REVIEW
  public void agree(UUID id, UUID person) {
    if (!table.reviewed(id, person, clock.instant()))
      throw new Refused(
          "NOT_FOR_REVIEW", "screening " + id, "it is not waiting for a person", "reload the page");
  }

  /// Decides every HOLD and BLOCK anew that may have lost its reasons, and ends holds whose time is
  /// over.
  ///
  /// @return how many changed
  public int reviseAll() {
    int changed = 0;
    for (var open : table.open(clock.instant().minus(Duration.ofDays(30))))
      if (revise(open, "REASONS_CHANGED")) changed++;
    return changed;
  }

  private boolean revise(UUID id, String because) {
    return database.inTransaction(() -> {
      var known = table.lock(id);
      if (known.isEmpty() || known.get().overruled().isPresent()) return false;
      var screened = known.get();
      var now = clock.instant();
      boolean ended = screened.releaseAt().filter(at -> !at.isAfter(now)).isPresent();
      if (ended) return change(screened, Advice.ALLOW, screened.reasons(), "HOLD_ENDED");
      var decision = Rules.decide(screened.evidence(), standing(screened.context()));
      return change(screened, decision.advice(), decision.reasons(), because);
    });
  }

  private boolean change(Screened known, Advice to, List<String> reasons, String because) {
    if (known.advice() == to && !known.partial()) return false;
    var settings = table.settings();
    var now = clock.instant();
    var release =
        to == Advice.HOLD
            ? known
                .releaseAt()
                .or(() -> Optional.of(now.plus(Duration.ofHours(settings.holdHours()))))
            : Optional.<Instant>empty();
    table.change(known.id(), to, settings.enforce() ? to : Advice.ALLOW, reasons, release, now);
    if (known.advice() == to) return false;
    long sequence = table.changed(known.id(), known.advice(), to, because, now);
    jobs.schedule(
        CHANGED,
        known.id() + "-" + sequence,
        new Changed(known.id(), sequence),
        now,
        Priority.URGENT);
    record(find(known.id()), EntryKind.SCREENING_ADVISED, Actor.system());
    return true;
  }

  /// How it behaves now.
  public ScreeningTable.Settings settings() {
    return table.settings();
  }

  /// Changes how it behaves; takes hold with the next request.
  public void set(ScreeningTable.Settings settings, Actor actor) {
    database.inTransaction(() -> {
      table.set(settings);
      ledger.append(
          new Entry(
              EntryKind.SETTING_CHANGED,
              actor,
              new Subject("setting", "screening"),
              Map.of(
                  "enforce", settings.enforce(),
                  "enabled", settings.enabled(),
                  "holdHours", settings.holdHours(),
                  "late", settings.late())));
    });
  }

  /// What was advised, and how often it was wrong.
  public ScreeningTable.Figures figures() {
    return table.figures();
  }

  /// What must have reasons: for the nightly check.
  public static org.antiphon.network.graph.Consequences.Expected expected() {
    return new org.antiphon.network.graph.Consequences.Expected(
        "screening",
        "select id::text from screening where advice = 'BLOCK' and"
            + " not exists (select from graph_rests_on r where r.kind = 'screening'"
            + " and r.key = screening.id::text and r.on_kind = 'partner-claim')",
        List.of("recording"));
  }

  @Override
  public void close() {
    hands.shutdownNow();
  }
}
