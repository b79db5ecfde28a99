package org.antiphon.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.antiphon.database.Database;

/// Limits that all processes share: a token bucket in PostgreSQL for each (platform, credential,
/// kind of request), and beside it a cap on requests in flight.
///
/// One row lock a request would be the narrowest place of the whole system, so tokens are taken in
/// leases: at most 20, at most what one second brings; what is not spent within a second expires.
/// What the other side says wins and holds for everybody. The cap is AIMD: one more for 20 good
/// answers, half on a bad one. Never called in a transaction: the row's lock would last as long.
public final class Limiter {
  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final int MOST = 20;
  private static final Duration SLOT = Duration.ofSeconds(90);
  private final Database database;
  private final InstantSource clock;
  private final Map<String, Local> leases = new ConcurrentHashMap<>();

  Limiter(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// The answer to a request for one token.
  public sealed interface Grant {
    /// Go on, within a second.
    record Granted() implements Grant {}

    /// Not before this time: give it to the job as its next time; do not wait.
    record NotBefore(Instant at) implements Grant {}
  }

  /// One request in flight; closing it frees its place.
  public interface Slot extends AutoCloseable {
    /// A good answer came.
    void good();

    /// 429, 503 or no answer in time: half as many at once from now on.
    void overloaded();

    @Override
    void close();
  }

  /// Sets or changes a bucket; tokens it has are kept.
  ///
  /// @param perSecond tokens that come in a second, > 0
  /// @param burst most tokens at once
  /// @param inFlight most requests at once
  public void define(String bucket, double perSecond, int burst, int inFlight) {
    database
        .sql()
        .sql(
            """
            insert into limiter (bucket, per_second, burst, tokens, refilled_at, cap, most_in_flight)
            values (:bucket, :rate, :burst, :burst, :now, :cap, :cap)
            on conflict (bucket) do update set per_second = excluded.per_second,
              burst = excluded.burst, most_in_flight = excluded.most_in_flight,
              cap = least(limiter.cap, excluded.most_in_flight)
            """)
        .param("bucket", bucket)
        .param("rate", perSecond)
        .param("burst", burst)
        .param("now", JobTable.time(clock.instant()))
        .param("cap", inFlight)
        .update();
    leases.remove(bucket);
  }

  /// Takes one token, from this process's lease or from the bucket.
  public Grant acquire(String bucket) {
    if (database.inTransaction()) throw new IllegalStateException("limiter in a transaction");
    var local = leases.computeIfAbsent(bucket, _ -> new Local());
    local.lock.lock();
    try {
      var now = clock.instant();
      if (local.tokens == 0 || !now.isBefore(local.until)) lease(bucket, local, now);
      if (local.tokens == 0) return new Grant.NotBefore(local.until);
      local.tokens--;
      return new Grant.Granted();
    } finally {
      local.lock.unlock();
    }
  }

  private void lease(String bucket, Local local, Instant now) {
    if (local.refusedUntil.isAfter(now)) return;
    var answer =
        database
            .sql()
            .sql(
                """
                update limiter set tokens = state.available - state.taken,
                  refilled_at = greatest(limiter.refilled_at, :now)
                from (
                  select bucket, rate, available, held,
                    case when held then 0
                      else least(floor(available), :most, greatest(1, ceil(rate * :seconds))) end
                      as taken
                  from (
                    select bucket, rate, not_before > :now as held,
                      least(burst, tokens + rate
                        * greatest(0, extract(epoch from :now - refilled_at)::float8)) as available
                    from (
                      select *, case when hint_until > :now then least(per_second, hint_per_second)
                        else per_second end as rate
                      from limiter where bucket = :bucket for update) as locked) as filled) as state
                where limiter.bucket = state.bucket
                returning state.taken::int as taken,
                  greatest(case when state.held then not_before else :now end,
                    :now + make_interval(secs =>
                      ceil(greatest(0, 1 - limiter.tokens) / state.rate * 1e6) / 1e6)) as next
                """)
            .param("bucket", bucket)
            .param("most", MOST)
            .param("seconds", LEASE.toMillis() / 1000.0)
            .param("now", JobTable.time(now))
            .query((row, _) ->
                new Answer(
                    row.getInt("taken"),
                    row.getObject("next", java.time.OffsetDateTime.class).toInstant()))
            .optional()
            .orElseThrow(() -> new IllegalArgumentException("no bucket " + bucket));
    local.tokens = answer.taken;
    local.until = answer.taken > 0 ? now.plus(LEASE) : answer.next;
    local.refusedUntil = answer.taken > 0 ? Instant.MIN : answer.next;
  }

  private record Answer(int taken, Instant next) {}

  /// `Retry-After`: nobody asks before that time.
  public void hold(String bucket, Instant until) {
    database
        .sql()
        .sql("update limiter set not_before = greatest(not_before, :until) where bucket = :bucket")
        .param("bucket", bucket)
        .param("until", JobTable.time(until))
        .update();
    leases.remove(bucket);
  }

  /// `RateLimit` and its like: no more than this rate for everybody until then.
  public void lower(String bucket, double perSecond, Instant until) {
    database
        .sql()
        .sql(
            """
            update limiter set hint_per_second = :rate, hint_until = :until,
              tokens = least(tokens, greatest(1, :rate)), refilled_at = greatest(refilled_at, :now)
            where bucket = :bucket
            """)
        .param("bucket", bucket)
        .param("rate", perSecond)
        .param("until", JobTable.time(until))
        .param("now", JobTable.time(clock.instant()))
        .update();
    leases.remove(bucket);
  }

  /// A place for one request in flight; empty when all are taken. One that is never closed, since
  /// its process died, is free again after 90 s.
  public Optional<Slot> enter(String bucket) {
    if (database.inTransaction()) throw new IllegalStateException("limiter in a transaction");
    var id = UUID.randomUUID();
    var now = clock.instant();
    int entered = database.inTransaction(() -> insertSlot(bucket, id, now));
    return entered == 1 ? Optional.of(new StoredSlot(bucket, id)) : Optional.empty();
  }

  private int insertSlot(String bucket, UUID id, Instant now) {
    var cap =
        database
            .sql()
            .sql("select floor(cap) from limiter where bucket = ? for update")
            .param(bucket)
            .query(Integer.class)
            .optional()
            .orElseThrow(() -> new IllegalArgumentException("no bucket " + bucket));
    // a second statement: its snapshot is taken after the lock, so it counts the others' slots
    return database
        .sql()
        .sql(
            """
            with expired as (delete from limiter_slot where bucket = :bucket and until <= :now)
            insert into limiter_slot (id, bucket, until)
            select :id, :bucket, :until
            where (select count(*) from limiter_slot where bucket = :bucket and until > :now) < :cap
            """)
        .param("id", id)
        .param("bucket", bucket)
        .param("until", JobTable.time(now.plus(SLOT)))
        .param("now", JobTable.time(now))
        .param("cap", cap)
        .update();
  }

  /// How many requests may be in flight now.
  public int inFlightCap(String bucket) {
    return database
        .sql()
        .sql("select floor(cap) from limiter where bucket = ?")
        .param(bucket)
        .query(Integer.class)
        .single();
  }

  private void judge(String bucket, String change) {
    database.sql().sql("update limiter set " + change + " where bucket = ?").param(bucket).update();
  }

  private final class StoredSlot implements Slot {
    private final String bucket;
    private final UUID id;

    StoredSlot(String bucket, UUID id) {
      this.bucket = bucket;
      this.id = id;
    }

    @Override
    public void good() {
      judge(
          bucket,
          """
          good = case when good >= 19 then 0 else good + 1 end,
          cap = case when good >= 19 then least(most_in_flight, cap + 1) else cap end
          """);
    }

    @Override
    public void overloaded() {
      judge(bucket, "good = 0, cap = greatest(1, cap / 2)");
    }

    @Override
    public void close() {
      database.sql().sql("delete from limiter_slot where id = ?").param(id).update();
    }
  }

  /// This process's lease of one bucket.
  private static final class Local {
    final ReentrantLock lock = new ReentrantLock();
    int tokens;
    Instant until = Instant.MIN;
    Instant refusedUntil = Instant.MIN;
  }
}
