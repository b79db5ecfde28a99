package org.antiphon.network.screening;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.antiphon.database.Database;
import tools.jackson.databind.json.JsonMapper;

/// The tables of screening.
public final class ScreeningTable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Database database;

  ScreeningTable(Database database) {
    this.database = database;
  }

  /// How screening behaves.
  ///
  /// @param enforce false: shadow mode, the platform is told ALLOW and the advice only recorded
  /// @param enabled false: everything is ALLOW at once, unheard
  /// @param late the answer past the deadline, ALLOW or HOLD
  public record Settings(boolean enforce, boolean enabled, int holdHours, String late) {}

  Settings settings() {
    return database
        .sql()
        .sql("select * from screening_setting")
        .query((row, _) ->
            new Settings(
                row.getBoolean("enforce"),
                row.getBoolean("enabled"),
                row.getInt("hold_hours"),
                row.getString("late")))
        .single();
  }

  void set(Settings settings) {
    database
        .sql()
        .sql("update screening_setting set enforce = ?, enabled = ?, hold_hours = ?, late = ?")
        .params(settings.enforce(), settings.enabled(), settings.holdHours(), settings.late())
        .update();
  }

  void insert(Screened screened, String caller, Optional<String> key) {
    boolean review =
        screened.advice() == Advice.BLOCK
            && Math.floorMod(screened.id().getLeastSignificantBits(), 100) == 0;
    database
        .sql()
        .sql(
            """
            insert into screening (id, at, caller, idempotency_key, audio_sha256, context, evidence,
              advice, told, partial, reasons, valid_until, release_at, millis, for_review, changed_at)
            values (:id, :at, :caller, :key, :audio, :context::jsonb, :evidence::jsonb, :advice,
              :told, :partial, :reasons, :until, :release, :millis, :review, :at)
            """)
        .param("id", screened.id())
        .param("at", time(screened.at()))
        .param("caller", caller)
        .param("key", key.orElse(null))
        .param("audio", screened.audioSha256())
        .param("context", JSON.writeValueAsString(screened.context()))
        .param("evidence", JSON.writeValueAsString(screened.evidence()))
        .param("advice", screened.advice().name())
        .param("told", screened.told().name())
        .param("partial", screened.partial())
        .param("reasons", screened.reasons().toArray(String[]::new))
        .param("until", time(screened.validUntil()))
        .param("release", screened.releaseAt().map(ScreeningTable::time).orElse(null))
        .param("millis", screened.millis())
        .param("review", review)
        .update();
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  Optional<Screened> find(UUID id) {
    return database
        .sql()
        .sql("select * from screening where id = ?")
        .param(id)
        .query((row, _) -> screened(row))
        .optional();
  }

  Optional<Screened> lock(UUID id) {
    return database
        .sql()
        .sql("select * from screening where id = ? for update")
        .param(id)
        .query((row, _) -> screened(row))
        .optional();
  }

  Optional<Screened> ofKey(String caller, String key) {
    return database
        .sql()
        .sql("select * from screening where caller = ? and idempotency_key = ?")
        .params(caller, key)
        .query((row, _) -> screened(row))
        .optional();
  }

  List<Screened> changedSince(Instant since, int limit) {
    return database
        .sql()
        .sql("select * from screening where changed_at > ? order by changed_at, id limit ?")
        .params(time(since), limit)
        .query((row, _) -> screened(row))
        .list();
  }

  List<Screened> newest(int limit) {
    return database
        .sql()
        .sql("select * from screening order by id desc limit ?")
        .param(limit)
        .query((row, _) -> screened(row))
        .list();
  }

  /// Blocks that were drawn for a person to see and that nobody has seen, the oldest first.
  List<Screened> forReview(int limit) {
    return database
        .sql()
        .sql(
            """
            select * from screening where for_review and reviewed_at is null order by id limit ?
            """)
        .param(limit)
        .query((row, _) -> screened(row))
        .list();
  }

  boolean reviewed(UUID id, UUID person, Instant at) {
    return database
            .sql()
            .sql(
                """
                update screening set reviewed_at = ?, reviewed_by = ?
                where id = ? and for_review and reviewed_at is null
                """)
            .params(time(at), person, id)
            .update()
        == 1;
  }

  /// Holds and blocks that nobody overruled.
  List<UUID> open(Instant since) {
    return database
        .sql()
        .sql(
            """
            select id from screening where advice in ('HOLD', 'BLOCK') and overruled_at is null
              and at > ? order by at limit 5000
            """)
        .param(time(since))
        .query((row, _) -> row.getObject(1, UUID.class))
        .list();
  }

  void heard(UUID id, Evidence evidence) {
    database
        .sql()
        .sql("update screening set evidence = ?::jsonb where id = ?")
        .params(JSON.writeValueAsString(evidence), id)
        .update();
  }

  void change(
      UUID id,
      Advice advice,
      Advice told,
      List<String> reasons,
      Optional<Instant> release,
      Instant now) {
    database
        .sql()
        .sql(
            """
            update screening set advice = :advice, told = :told, reasons = :reasons,
              release_at = :release, partial = false, changed_at = :now where id = :id
            """)
        .param("id", id)
        .param("advice", advice.name())
        .param("told", told.name())
        .param("reasons", reasons.toArray(String[]::new))
        .param("release", release.map(ScreeningTable::time).orElse(null))
        .param("now", time(now))
        .update();
  }

  long changed(UUID id, Advice from, Advice to, String because, Instant now) {
    return database
        .sql()
        .sql(
            """
            insert into screening_change (screening_id, from_advice, to_advice, because, at)
            values (?, ?, ?, ?, ?) returning seq
            """)
        .params(id, from.name(), to.name(), because, time(now))
        .query(Long.class)
        .single();
  }

  void overrule(UUID id, String by, String why, Instant now) {
    database
        .sql()
        .sql(
            """
            update screening set overruled_at = ?, overruled_by = ?, overruled_why = ? where id = ?
            """)
        .params(time(now), by, why, id)
        .update();
  }

  /// What was advised.
  ///
  /// @param advice how often each
  /// @param overruled of the HOLDs and BLOCKs
  /// @param refusalsLow lower end of the 95 % Wilson interval of the share of them that was wrong
  /// @param p50 milliseconds
  /// @param p99 milliseconds
  public record Figures(
      Map<String, Long> advice,
      long refused,
      long overruled,
      double refusalsLow,
      double refusalsHigh,
      double p50,
      double p99) {}

  Figures figures() {
    var advice = new TreeMap<String, Long>();
    database
        .sql()
        .sql("select advice, count(*) from screening group by 1")
        .query((row, _) -> advice.put(row.getString(1), row.getLong(2)))
        .list();
    return database
        .sql()
        .sql(
            """
            select n, wrong, graph_wilson_low(wrong, n) as low,
              case when n = 0 then 1 else 1 - graph_wilson_low(n - wrong, n) end as high, p50, p99
            from (select
              count(*) filter (where overruled_at is not null or advice in ('HOLD', 'BLOCK')) as n,
              count(*) filter (where overruled_at is not null) as wrong,
              coalesce(percentile_cont(0.5) within group (order by millis), 0) as p50,
              coalesce(percentile_cont(0.99) within group (order by millis), 0) as p99
              from screening) figures
            """)
        .query((row, _) ->
            new Figures(
                advice,
                row.getLong("n"),
                row.getLong("wrong"),
                row.getDouble("low"),
                row.getDouble("high"),
                row.getDouble("p50"),
                row.getDouble("p99")))
        .single();
  }

  private static Screened screened(ResultSet row) throws SQLException {
    return new Screened(
        row.getObject("id", UUID.class),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("audio_sha256"),
        JSON.readValue(row.getString("context"), Screening.Context.class),
        JSON.readValue(row.getString("evidence"), Evidence.class),
        Advice.valueOf(row.getString("advice")),
        Advice.valueOf(row.getString("told")),
        row.getBoolean("partial"),
        Arrays.asList((String[]) row.getArray("reasons").getArray()),
        row.getObject("valid_until", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("release_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getString("overruled_why")),
        row.getInt("millis"),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
