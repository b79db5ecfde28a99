package org.antiphon.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.database.Database;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.enforcement.delivery.Delivery;
import org.antiphon.enforcement.delivery.PlatformGate;
import org.antiphon.enforcement.verification.Statistics;
import org.antiphon.intake.Intake;
import org.antiphon.intake.PlatformView;

/// Each platform as people see it: how it does, what waits for it, what is being tried again and
/// when, how long it takes until something is down.
public final class PlatformDesk {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private final Database database;
  private final InstantSource clock;
  private final Intake intake;
  private final Delivery delivery;
  private final Statistics statistics;
  private final Pauses pauses;

  /// Reads these.
  public PlatformDesk(
      Database database,
      InstantSource clock,
      Intake intake,
      Delivery delivery,
      Statistics statistics,
      Pauses pauses) {
    this.database = database;
    this.clock = clock;
    this.intake = intake;
    this.delivery = delivery;
    this.statistics = statistics;
    this.pauses = pauses;
  }

  /// How a platform does.
  public enum Health {
    OK,
    SLOWED,
    REFUSING,
    DOWN,
    PAUSED
  }

  /// All of them.
  public List<Map<String, Object>> all() {
    var standings = new LinkedHashMap<String, PlatformGate.Standing>();
    delivery.gate().standings().forEach(each -> standings.put(each.platform(), each));
    var hours = statistics.hours();
    var views = new ArrayList<Map<String, Object>>();
    for (var platform : intake.platforms())
      views.add(view(platform, Optional.ofNullable(standings.get(platform.id().text())), hours));
    return views;
  }

  private Map<String, Object> view(
      PlatformView platform,
      Optional<PlatformGate.Standing> standing,
      List<Statistics.Hours> hours) {
    var id = platform.id().text();
    var pause = pauses.of(List.of(new Pauses.Key(Pauses.Kind.PLATFORM, id)));
    var view = new LinkedHashMap<String, Object>();
    view.put("id", id);
    view.put("name", platform.name());
    view.put("takesNotices", delivery.connector(id).isPresent());
    view.put("labels", platform.labels());
    view.put("health", pause.isPresent() ? Health.PAUSED : health(standing));
    view.put("why", why(standing));
    view.put("until", until(standing).orElse(null));
    view.put("inFlight", standing.map(PlatformGate.Standing::inFlight).orElse(0));
    view.put("lastReadAt", platform.lastReadAt().orElse(null));
    view.put("wholeWalkAt", platform.wholeWalkAt().orElse(null));
    view.put("restarts", platform.restarts());
    view.put("trouble", platform.trouble().orElse(null));
    view.put("queued", count(QUEUED, id));
    view.put("retrying", retrying(id));
    view.put("stillUpAfterDay", share(id, DAY));
    view.put("stillUpAfterWeek", share(id, WEEK));
    for (var each : hours)
      if (each.platform().equals(id))
        view.put(
            each.what().equals("to acceptance") ? "hoursToAcceptance" : "hoursToDown", each.p50());
    pause.ifPresent(it -> view.put("pause", Map.of("why", it.inWords(), "at", it.at().toString())));
    return view;
  }

  private Health health(Optional<PlatformGate.Standing> standing) {
    var now = clock.instant();
    if (standing.isEmpty()) return Health.OK;
    if (standing.get().credentialRefusedUntil().isAfter(now)) return Health.REFUSING;
    if (standing.get().breakerOpenUntil().isAfter(now)) return Health.DOWN;
    return standing.get().parkedUntil().isAfter(now) ? Health.SLOWED : Health.OK;
  }

  private String why(Optional<PlatformGate.Standing> standing) {
    return health(standing) == Health.OK ? "" : standing.map(PlatformGate.Standing::why).orElse("");
  }

  private Optional<Instant> until(Optional<PlatformGate.Standing> standing) {
    var now = clock.instant();
    return standing.flatMap(it ->
        List.of(it.credentialRefusedUntil(), it.breakerOpenUntil(), it.parkedUntil()).stream()
            .filter(now::isBefore)
            .findFirst());
  }

  private static final String QUEUED =
      """
      select count(*) from notice n where n.platform_id = ? and n.state in ('QUEUED', 'SENDING')
      """;

  private long count(String query, String platform) {
    return database.sql().sql(query).param(platform).query(Long.class).single();
  }

  /// Notices that were tried and are tried again: how often, what was answered last, when next.
  private List<Map<String, Object>> retrying(String platform) {
    return database
        .sql()
        .sql(
            """
            select s.notice_id, n.case_id, n.state, s.failures + s.look_ups as times,
              j.execution_time, a.outcome, a.detail, a.answer_status
            from sending s
            join notice n on n.id = s.notice_id
            left join job j on j.task_name = 'notice.attested'
              and j.task_instance = s.notice_id::text
            left join lateral (select * from attempt where notice_id = s.notice_id
              order by at desc limit 1) a on true
            where s.platform_id = ? and n.state in ('QUEUED', 'UNKNOWN')
              and s.failures + s.look_ups > 0
            order by j.execution_time nulls last limit 20
            """)
        .param(platform)
        .query((row, _) -> {
          var line = new LinkedHashMap<String, Object>();
          line.put("notice", row.getString("notice_id"));
          line.put("case", row.getString("case_id"));
          line.put("state", row.getString("state"));
          line.put("times", row.getInt("times"));
          line.put("lastAnswer", row.getString("outcome"));
          line.put("status", row.getObject("answer_status", Integer.class));
          var next = row.getObject("execution_time", OffsetDateTime.class);
          line.put("next", next == null ? null : next.toInstant().toString());
          return (Map<String, Object>) line;
        })
        .list();
  }

  /// Of the notices accepted longer ago than that, the share that is still up; null without one.
  private @org.jspecify.annotations.Nullable Double share(String platform, Duration after) {
    return database
        .sql()
        .sql(
            """
            select avg(case when w.verified_at is null or w.verified_at > s.accepted_at + :after::interval
              then 1.0 else 0.0 end)
            from sending s join watch w on w.notice_id = s.notice_id
            where s.platform_id = :platform and s.accepted_at < :before
            """)
        .param("after", after.toSeconds() + " seconds")
        .param("platform", platform)
        .param("before", clock.instant().minus(after).atOffset(java.time.ZoneOffset.UTC))
        .query(Double.class)
        .optional()
        .orElse(null);
  }
}
