package org.antiphon.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.antiphon.database.Database;

/// What we did, month by month and platform by platform, with what turned out wrong beside it.
/// Counts only: no upload, no uploader, nobody who objected.
public final class Transparency {
  /// What is counted, in the order in which it is told; basis by basis where a name ends in a
  /// space.
  public static final List<String> FIGURES =
      List.of(
          "examined",
          "cases",
          "notices",
          "down",
          "refused",
          "objections",
          "upheld",
          "counterNotices",
          "takenBack");

  private static final String EVENTS =
      """
      select min(a.at) as at, u.platform_id as platform, 'examined' as what
        from assessment a join upload u on u.id = a.upload_id group by u.id, u.platform_id
      union all select opened_at, platform_id, 'cases' from enforcement_case
      union all select first_sending_at, platform_id, 'notices' from notice
      union all select first_sending_at, platform_id, 'basis ' || basis from notice
      union all select w.verified_at, n.platform_id, 'down'
        from watch w join notice n on n.id = w.notice_id
      union all select changed_at, platform_id, 'refused' from notice
        where state in ('REJECTED', 'DECLINED')
      union all select a.received_at, n.platform_id, 'objections'
        from appeal a join notice n on n.id = a.notice_id
      union all select a.decided_at, n.platform_id, 'upheld'
        from appeal a join notice n on n.id = a.notice_id
        where a.decision in ('UPHELD', 'OVERDUE')
      union all select c.received_at, n.platform_id, 'counterNotices'
        from counter_notice c join notice n on n.id = c.notice_id
      union all select changed_at, platform_id, 'takenBack' from notice
        where state in ('RETRACTING', 'RETRACTED') and first_sending_at is not null
      """;

  private final Database database;

  /// Reads only.
  public Transparency(Database database) {
    this.database = database;
  }

  /// One platform in one month.
  ///
  /// @param period such as `2026-11`, UTC
  /// @param figures by the names of [#FIGURES]; absent: none
  /// @param bases notices by their basis
  public record Row(
      String period, String platform, Map<String, Long> figures, Map<String, Long> bases) {}

  /// The newest month first.
  public List<Row> rows() {
    var rows = new LinkedHashMap<String, Row>();
    database
        .sql()
        .sql(
            """
            select to_char(at at time zone 'UTC', 'YYYY-MM') as period, platform, what,
              count(*) as n
            from (%s) events where at is not null
            group by 1, 2, 3 order by 1 desc, 2, 3
            """
                .formatted(EVENTS))
        .query((row, _) -> {
          var period = row.getString("period");
          var platform = row.getString("platform");
          var one =
              rows.computeIfAbsent(
                  period + " " + platform,
                  _ -> new Row(period, platform, new TreeMap<>(), new TreeMap<>()));
          var what = row.getString("what");
          if (what.startsWith("basis ")) one.bases().put(what.substring(6), row.getLong("n"));
          else one.figures().put(what, row.getLong("n"));
          return one;
        })
        .list();
    return new ArrayList<>(rows.values());
  }

  /// Notices in the roles of a public archive.
  ///
  /// @param recipient the platform
  /// @param principal whose right it is
  public record Sent(
      String period, String recipient, String principal, String basis, long notices) {}

  /// Notices by month, platform, principal and basis, the newest month first.
  public List<Sent> sent() {
    return database
        .sql()
        .sql(
            """
            select to_char(n.first_sending_at at time zone 'UTC', 'YYYY-MM') as period,
              n.platform_id, c.owner, n.basis, count(*) as n
            from notice n join enforcement_case c on c.id = n.case_id
            where n.first_sending_at is not null group by 1, 2, 3, 4 order by 1 desc, 2, 3, 4
            """)
        .query((row, _) ->
            new Sent(
                row.getString("period"),
                row.getString("platform_id"),
                row.getString("owner"),
                row.getString("basis"),
                row.getLong("n")))
        .list();
  }
}
