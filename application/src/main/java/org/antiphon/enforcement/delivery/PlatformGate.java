package org.antiphon.enforcement.delivery;

import static org.antiphon.enforcement.delivery.Rows.moment;
import static org.antiphon.enforcement.delivery.Rows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.antiphon.database.Database;
import org.antiphon.jobs.CircuitBreaker;
import org.antiphon.jobs.Limiter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a platform may be asked now. Every request to a platform passes here: notices, look-ups,
/// polls, looks, withdrawals.
///
/// Four things can close it: the platform asked to wait (Retry-After), its breaker is open, its
/// credential was refused, or its share of requests is used up. The first three are stored, so that
/// all workers honour them, those of the next start too; a request that was granted a token before
/// asks once more just before it leaves ([Pass#mayNotLeaveBefore]). A closed gate gives a time for
/// the job to come back at; nobody waits here, and nothing counts as an attempt.
public final class PlatformGate {
  private static final Logger LOG = LoggerFactory.getLogger(PlatformGate.class);

  /// So many FORBIDDEN answers in a row are the credential's fault, not the notices'.
  private static final int FORBIDDEN_IN_A_ROW = 3;

  private static final Duration SLOT_WAIT = Duration.ofMillis(100);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// Nobody is sent away for longer than this because of others before them.
  private static final Duration LONGEST_QUEUE = Duration.ofMinutes(5);

  private final Database database;
  private final Limiter limiter;
  private final DeliverySettings settings;
  private final InstantSource clock;
  private final Map<String, Local> platforms = new ConcurrentHashMap<>();

  /// A gate for all platforms of this process.
  public PlatformGate(
      Database database, Limiter limiter, DeliverySettings settings, InstantSource clock) {
    this.database = database;
    this.limiter = limiter;
    this.settings = settings;
    this.clock = clock;
  }

  /// The answer to one who wants to ask a platform.
  public sealed interface Entry {
    /// Come back then.
    record Closed(Instant until, String why) implements Entry {}

    /// Go on; close it when the answer is there.
    record Open(Pass pass) implements Entry {}
  }

  /// How a platform's gate stands, for pages.
  public record Standing(
      String platform,
      Instant parkedUntil,
      Instant breakerOpenUntil,
      int timesOpened,
      Instant credentialRefusedUntil,
      String why,
      int inFlight) {}

  /// Asks for one request to the platform's interface.
  public Entry enter(String platform) {
    return enter(platform, platform);
  }

  /// Asks for one look at an upload, as any listener would: pages and sound have a share of their
  /// own, so that looking never slows sending.
  public Entry enterToLook(String platform) {
    return enter(platform, looks(platform));
  }

  /// The bucket of looks.
  static String looks(String platform) {
    return platform + "/looks";
  }

  private Entry enter(String platform, String bucket) {
    var local = local(platform);
    var now = clock.instant();
    var closed = closed(platform, local, now);
    if (closed.isPresent())
      return new Entry.Closed(local.turn(closed.get().until()), closed.get().why());
    if (!local.slots.take())
      return new Entry.Closed(local.turn(now.plus(SLOT_WAIT)), "all slots in use");
    try {
      if (limiter.acquire(bucket) instanceof Limiter.Grant.NotBefore(var at)) {
        local.slots.giveBack();
        return new Entry.Closed(local.turn(at), "share used up");
      }
    } catch (RuntimeException | Error e) {
      local.slots.giveBack();
      throw e;
    }
    return new Entry.Open(new Pass(platform, local));
  }

  private Optional<Entry.Closed> closed(String platform, Local local, Instant now) {
    if (local.parkedUntil.isAfter(now)) return closed(local.parkedUntil, "asked to wait");
    var stored = stored(platform);
    if (stored.parkedUntil().isAfter(now)) return closed(stored.parkedUntil(), "asked to wait");
    if (stored.credentialRefusedUntil().isAfter(now)) // asked each minute: a person may mend it
    return closed(earlier(stored.credentialRefusedUntil(), now.plus(MINUTE)), "credential refused");
    if (stored.breakerOpenUntil().isAfter(now))
      return closed(stored.breakerOpenUntil(), "breaker open");
    return local.probing(now, settings.breaker())
        ? closed(now.plus(settings.breaker().openFor().dividedBy(4)), "breaker half-open")
        : Optional.empty();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Optional<Entry.Closed> closed(Instant until, String why) {
    return Optional.of(new Entry.Closed(until, why));
  }

  /// Says how fast a platform may be asked: those who are sent away come back at that pace.
  void pace(String platform, double perSecond) {
    local(platform).pace(perSecond);
  }

  /// A person says that the credential works again.
  public void mendCredential(String platform) {
    update(platform, "credential_until = '-infinity', credential_why = ''");
  }

  /// All platforms that were ever asked to wait, broke, or refused.
  public List<Standing> standings() {
    return database
        .sql()
        .sql("select * from platform_gate order by platform_id")
        .query((row, _) -> standing(row))
        .list();
  }

  private Standing stored(String platform) {
    return database
        .sql()
        .sql("select * from platform_gate where platform_id = :platform")
        .param("platform", platform)
        .query((row, _) -> standing(row))
        .optional()
        .orElse(new Standing(platform, Instant.MIN, Instant.MIN, 0, Instant.MIN, "", 0));
  }

  private Standing standing(ResultSet row) throws SQLException {
    var platform = row.getString("platform_id");
    return new Standing(
        platform,
        moment(row, "parked_until").orElse(Instant.MIN),
        moment(row, "breaker_open_until").orElse(Instant.MIN),
        row.getInt("breaker_opened"),
        moment(row, "credential_until").orElse(Instant.MIN),
        row.getString("credential_why") + row.getString("parked_for"),
        local(platform).slots.inUse());
  }

  private void park(String platform, Local local, Instant until, String why) {
    local.parkedUntil = until.isAfter(local.parkedUntil) ? until : local.parkedUntil;
    limiter.hold(platform, until);
    database
        .sql()
        .sql(
            """
            insert into platform_gate (platform_id, parked_until, parked_for)
            values (:platform, :until, :why)
            on conflict (platform_id) do update set parked_for = excluded.parked_for,
              parked_until = greatest(platform_gate.parked_until, excluded.parked_until)
            """)
        .param("platform", platform)
        .param("until", utc(until))
        .param("why", why)
        .update();
  }

  private void refuseCredential(String platform, Instant until, String why) {
    LOG.error(
        "{} refuses our credential: {}; nothing is sent there until {}", platform, why, until);
    database
        .sql()
        .sql(
            """
            insert into platform_gate (platform_id, credential_until, credential_why)
            values (:platform, :until, :why)
            on conflict (platform_id) do update set credential_until = excluded.credential_until,
              credential_why = excluded.credential_why
            """)
        .param("platform", platform)
        .param("until", utc(until))
        .param("why", why)
        .update();
  }

  private void openBreaker(String platform, Instant until) {
    LOG.warn("the breaker of {} is open until {}", platform, until);
    database
        .sql()
        .sql(
            """
            insert into platform_gate (platform_id, breaker_open_until, breaker_opened)
            values (:platform, :until, 1)
            on conflict (platform_id) do update set breaker_open_until = excluded.breaker_open_until,
              breaker_opened = platform_gate.breaker_opened + 1
            """)
        .param("platform", platform)
        .param("until", utc(until))
        .update();
  }

  private void update(String platform, String set) {
    database
        .sql()
        .sql("update platform_gate set " + set + " where platform_id = :platform")
        .param("platform", platform)
        .update();
  }

  private Local local(String platform) {
    return platforms.computeIfAbsent(
        platform, _ -> new Local(new Slots(settings.slotsPerPlatform())));
  }

  /// The right to make one request.
  public final class Pass implements AutoCloseable {
    private final String platform;
    private final Local local;

    private Pass(String platform, Local local) {
      this.platform = platform;
      this.local = local;
    }

    /// The last question before the first byte: between the grant and now somebody may have been
    /// asked to wait.
    ///
    /// @return when to come back, if it must not leave
    public Optional<Instant> mayNotLeaveBefore() {
      return local.parkedUntil.isAfter(clock.instant())
          ? Optional.of(local.parkedUntil)
          : Optional.empty();
    }

    /// Learns from the answer, for everybody. Never in a transaction.
    public void report(Health health) {
      var now = clock.instant();
      switch (health.kind()) {
        case GOOD -> {
          local.slots.good();
          local.forbidden.set(0);
          local.good(settings.breaker(), now);
        }
        case OVERLOADED -> overloaded(health, now);
        case FAILED -> failed(now);
        case CREDENTIAL -> credential(now, "the platform does not know it");
        case FORBIDDEN -> {
          if (local.forbidden.incrementAndGet() >= FORBIDDEN_IN_A_ROW)
            credential(now, FORBIDDEN_IN_A_ROW + " refusals in a row");
        }
      }
    }

    private void overloaded(Health health, Instant now) {
      local.slots.overloaded();
      local.good(settings.breaker(), now);
      var furthest = settings.budget().furthestWait();
      health
          .asked()
          .map(wait -> wait.compareTo(furthest) > 0 ? furthest : wait)
          .ifPresent(wait -> park(platform, local, now.plus(wait), "Retry-After"));
      if (health.asked().isEmpty())
        park(platform, local, now.plus(settings.backOff().base()), "too many requests");
    }

    private void failed(Instant now) {
      local.failure(settings.breaker(), now).ifPresent(until -> openBreaker(platform, until));
    }

    private void credential(Instant now, String why) {
      refuseCredential(platform, now.plus(settings.breaker().credentialFor()), why);
    }

    @Override
    public void close() {
      local.slots.giveBack();
    }
  }

  /// What this process knows of one platform.
  private static final class Local {
    final Slots slots;
    volatile Instant parkedUntil = Instant.MIN;
    final AtomicInteger forbidden = new AtomicInteger();
    private CircuitBreaker breaker = CircuitBreaker.closed();
    private Duration between = Duration.ofMillis(100);
    private Instant lastTurn = Instant.MIN;

    Local(Slots slots) {
      this.slots = slots;
    }

    synchronized void pace(double perSecond) {
      between = Duration.ofNanos(Math.round(1e9 / perSecond));
    }

    /// A turn of one's own, at or after `from`. Were all who wait sent to the same moment, each
    /// moment of a long queue would wake them all for one token.
    synchronized Instant turn(Instant from) {
      var next = lastTurn.isBefore(from) ? from : lastTurn.plus(between);
      if (next.isAfter(from.plus(LONGEST_QUEUE))) next = from; // once around
      lastTurn = next;
      return next;
    }

    /// Whether it is half-open and its probes are on their way.
    synchronized boolean probing(Instant now, DeliverySettings.Breaker settings) {
      return breaker.at(now).state() == CircuitBreaker.State.HALF_OPEN
          && slots.inUse() >= settings.probes();
    }

    synchronized void good(DeliverySettings.Breaker settings, Instant now) {
      breaker = breaker.afterGood(settings.limits(), now);
    }

    /// Until when it opened just now, if it did.
    synchronized Optional<Instant> failure(DeliverySettings.Breaker settings, Instant now) {
      boolean open = breaker.at(now).state() == CircuitBreaker.State.OPEN;
      breaker = breaker.afterFailure(settings.limits(), now);
      return !open && breaker.state() == CircuitBreaker.State.OPEN
          ? Optional.of(breaker.openUntil())
          : Optional.empty();
    }
  }
}
