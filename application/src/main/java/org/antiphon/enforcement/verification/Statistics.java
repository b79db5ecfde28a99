package org.antiphon.enforcement.verification;

import java.util.List;
import org.antiphon.database.Database;

/// Figures over notices, computed from their rows when asked.
public final class Statistics {
  private final Database database;

  Statistics(Database database) {
    this.database = database;
  }

  /// How many notices of a platform stand in a state.
  public record Count(String platform, String state, long notices) {}

  /// How long something took, in hours of real time.
  ///
  /// @param n how many notices the figures rest on
  public record Hours(String platform, String what, long n, double p50, double p90, double p99) {}

  /// Every platform and state that occurs.
  public List<Count> counts() {
    return database
        .sql()
        .sql(
            """
            select s.platform_id, n.state, count(*) as notices
            from sending s join notice n on n.id = s.notice_id
            group by 1, 2 order by 1, 2
            """)
        .query((row, _) ->
            new Count(row.getString("platform_id"), row.getString("state"), row.getLong("notices")))
        .list();
  }

  /// From queued to accepted, and from accepted to verified down.
  public List<Hours> hours() {
    return database
        .sql()
        .sql(
            """
            with took as (
              select platform_id, 'to acceptance' as what, accepted_at - queued_at as span
              from sending where accepted_at is not null
              union all
              select s.platform_id, 'to verified down', w.verified_at - w.accepted_at
              from watch w join sending s on s.notice_id = w.notice_id
              where w.verified_at is not null)
            select platform_id, what, count(*) as n,
              percentile_cont(0.5) within group (order by extract(epoch from span)) / 3600 as p50,
              percentile_cont(0.9) within group (order by extract(epoch from span)) / 3600 as p90,
              percentile_cont(0.99) within group (order by extract(epoch from span)) / 3600 as p99
            from took group by 1, 2 order by 1, 2
            """)
        .query((row, _) ->
            new Hours(
                row.getString("platform_id"),
                row.getString("what"),
                row.getLong("n"),
                row.getDouble("p50"),
                row.getDouble("p90"),
                row.getDouble("p99")))
        .list();
  }
}
