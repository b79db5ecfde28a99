package org.antiphon.network.exchange;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.antiphon.database.Database;
import org.jspecify.annotations.Nullable;

/// The tables of partners and of what was refused of theirs.
final class Partners {
  private final Database database;

  Partners(Database database) {
    this.database = database;
  }

  void add(Partner partner, Instant at) {
    database
        .sql()
        .sql(
            """
            insert into exchange_partner (id, name, party, url, vkey, simulated, bearer, level,
              isrc_prefixes, label_lines, daily_quota, share, enabled, size, added_at)
            values (:id, :name, :party, :url, :vkey, :simulated, :bearer, 'OBSERVE', '{}', '{}', 1000,
              100, true, 0, :at)
            """)
        .param("id", partner.id())
        .param("name", partner.name())
        .param("party", partner.party())
        .param("url", partner.url())
        .param("vkey", partner.vkey())
        .param("simulated", partner.simulated())
        .param("bearer", partner.bearer())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
    terms(partner.id(), partner.terms());
  }

  void terms(String id, Partner.Terms terms) {
    database
        .sql()
        .sql(
            """
            update exchange_partner set level = :level, isrc_prefixes = :prefixes,
              label_lines = :lines, daily_quota = :quota, share = :share, enabled = :enabled
            where id = :id
            """)
        .param("id", id)
        .param("level", terms.level().name())
        .param("prefixes", terms.isrcPrefixes().toArray(String[]::new))
        .param("lines", terms.labelLines().toArray(String[]::new))
        .param("quota", terms.dailyQuota())
        .param("share", terms.share())
        .param("enabled", terms.enabled())
        .update();
  }

  Optional<Partner> find(String id) {
    return database
        .sql()
        .sql("select * from exchange_partner where id = ?")
        .param(id)
        .query((row, _) -> partner(row))
        .optional();
  }

  /// The partner as it stands, held until the transaction ends.
  Partner lock(String id) {
    return database
        .sql()
        .sql("select * from exchange_partner where id = ? for update")
        .param(id)
        .query((row, _) -> partner(row))
        .single();
  }

  List<Partner> all() {
    return database
        .sql()
        .sql("select * from exchange_partner order by id")
        .query((row, _) -> partner(row))
        .list();
  }

  private static Partner partner(ResultSet row) throws SQLException {
    return new Partner(
        row.getString("id"),
        row.getString("name"),
        row.getString("party"),
        row.getString("url"),
        row.getString("vkey"),
        row.getBoolean("simulated"),
        row.getString("bearer"),
        new Partner.Terms(
            Partner.Level.valueOf(row.getString("level")),
            texts(row, "isrc_prefixes"),
            texts(row, "label_lines"),
            row.getInt("daily_quota"),
            row.getInt("share"),
            row.getBoolean("enabled")),
        row.getLong("size"),
        Optional.ofNullable(row.getString("note")),
        time(row, "verified_at"),
        Optional.ofNullable(row.getString("trouble")),
        time(row, "frozen_at"));
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }

  static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  void verified(String id, long size, String note, Instant at) {
    database
        .sql()
        .sql(
            """
            update exchange_partner set size = ?, note = ?, verified_at = ?, trouble = null
            where id = ?
            """)
        .params(size, note, at.atOffset(ZoneOffset.UTC), id)
        .update();
  }

  void vkey(String id, String vkey) {
    database
        .sql()
        .sql("update exchange_partner set vkey = ? where id = ?")
        .params(vkey, id)
        .update();
  }

  /// Notes a refusal.
  ///
  /// @param proof the two heads that cannot both be true: freezes the feed; null: does not
  void refused(String id, Poll.Refusal refusal, @Nullable String proof, Instant at) {
    var time = at.atOffset(ZoneOffset.UTC);
    database
        .sql()
        .sql("insert into exchange_refusal (partner, code, detail, at) values (?, ?, ?, ?)")
        .params(id, refusal.code(), refusal.detail(), time)
        .update();
    database
        .sql()
        .sql(
            """
            update exchange_partner set trouble = :code, trouble_detail = :detail, trouble_at = :at,
              frozen_at = case when :proof::text is null then frozen_at else :at end,
              frozen_proof = coalesce(:proof, frozen_proof)
            where id = :id
            """)
        .param("id", id)
        .param("code", refusal.code())
        .param("detail", refusal.detail())
        .param("at", time)
        .param("proof", proof)
        .update();
  }

  /// A person has looked: the feed is read again.
  void thaw(String id) {
    database
        .sql()
        .sql("update exchange_partner set frozen_at = null, trouble = null where id = ?")
        .param(id)
        .update();
  }

  /// What was refused, newest first.
  List<Exchange.Refused> refusals(String id, int most) {
    return database
        .sql()
        .sql("select * from exchange_refusal where partner = ? order by id desc limit ?")
        .params(id, most)
        .query((row, _) ->
            new Exchange.Refused(
                row.getString("code"),
                row.getString("detail"),
                row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /// Records of today, and the usual number of records a day over the last 30.
  record Growth(long today, double median) {}

  Growth growth(String id, Instant now) {
    return database
        .sql()
        .sql(
            """
            select coalesce(sum(n) filter (where day = (:now at time zone 'UTC')::date), 0) as today,
              coalesce(percentile_cont(0.5) within group (order by n)
                filter (where day < (:now at time zone 'UTC')::date), 0) as median
            from (select (received_at at time zone 'UTC')::date as day, count(*) as n
              from exchange_received where partner = :id and received_at > :now - interval '30 days'
              group by 1) days
            """)
        .param("id", id)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, _) -> new Growth(row.getLong("today"), row.getDouble("median")))
        .single();
  }
}
