package org.antiphon.server;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.database.Database;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.intake.Intake;
import org.antiphon.intake.PlatformView;
import org.antiphon.intake.UploadState;
import org.antiphon.jobs.Jobs;

/// The story in figures: what each station holds now, and what waits for a person.
public final class Overview {
  private static final Set<NoticeState> UNSETTLED =
      EnumSet.of(
          NoticeState.ATTESTED,
          NoticeState.QUEUED,
          NoticeState.SENDING,
          NoticeState.UNKNOWN,
          NoticeState.ACCEPTED,
          NoticeState.SAID_DOWN,
          NoticeState.SEEN_DOWN_ONCE,
          NoticeState.STILL_UP,
          NoticeState.RETRACTING);
  private static final Set<NoticeState> BEFORE_ACCEPTANCE =
      EnumSet.of(
          NoticeState.DRAFTED,
          NoticeState.ATTESTED,
          NoticeState.QUEUED,
          NoticeState.SENDING,
          NoticeState.UNKNOWN,
          NoticeState.CANCELLED,
          NoticeState.OVERTAKEN,
          NoticeState.REJECTED,
          NoticeState.DEAD);

  private final Database database;
  private final Catalogue catalogue;
  private final Intake intake;
  private final CaseDesk desk;
  private final Jobs jobs;

  /// Reads these doors, in one transaction for one consistent picture.
  public Overview(Database database, Catalogue catalogue, Intake intake, CaseDesk desk, Jobs jobs) {
    this.database = database;
    this.catalogue = catalogue;
    this.intake = intake;
    this.desk = desk;
    this.jobs = jobs;
  }

  /// Everything, as the API shows it.
  public Map<String, Object> now() {
    return database.inTransaction(() -> {
      var overview = new LinkedHashMap<String, Object>();
      var cases = desk.cases().counts();
      var notices = desk.notices().counts();
      overview.put("recordings", catalogue.size());
      overview.put("uploads", uploads());
      overview.put("conclusions", conclusions());
      overview.put("cases", cases);
      overview.put("notices", notices);
      overview.put("progress", progress(cases, notices));
      overview.put("waiting", waiting());
      overview.put("rates", Map.of("examinedLastHour", count(LAST_HOUR)));
      overview.put("objections", count("select count(*) from appeal"));
      overview.put("tips", count("select count(*) from tip where answered_at is null"));
      overview.put("platforms", intake.platforms().stream().map(Overview::platform).toList());
      overview.put("jobs", jobs());
      overview.put("ledger", ledger());
      return overview;
    });
  }

  private Map<String, Object> uploads() {
    var counts = intake.counts();
    var view = new LinkedHashMap<String, Object>();
    view.put("total", counts.total());
    for (var state : UploadState.values()) view.put(state.name(), counts.total(state));
    return view;
  }

  private Map<String, Long> conclusions() {
    var counts = new LinkedHashMap<String, Long>();
    database
        .sql()
        .sql("select conclusion, count(*) as n from assessment group by conclusion order by 1")
        .query((row, _) -> counts.put(row.getString("conclusion"), row.getLong("n")))
        .list();
    return counts;
  }

  private Map<String, Object> progress(Map<CaseState, Long> cases, Map<NoticeState, Long> notices) {
    var view = new LinkedHashMap<String, Object>();
    view.put("uploadsSeen", intake.counts().total());
    view.put("uploadsExamined", count("select count(distinct upload_id) from assessment"));
    view.put("uploadsWaiting", count(WAITING));
    view.put("casesOpened", sum(cases.values()));
    view.put("casesUnsigned", cases.getOrDefault(CaseState.READY, 0L));
    view.put("casesInReview", cases.getOrDefault(CaseState.IN_REVIEW, 0L));
    view.put("noticesUnsettled", in(notices, UNSETTLED));
    view.put("noticesAccepted", sum(notices.values()) - in(notices, BEFORE_ACCEPTANCE));
    view.put("noticesDown", notices.getOrDefault(NoticeState.VERIFIED_DOWN, 0L));
    return view;
  }

  private static final String LAST_HOUR =
      "select count(*) from assessment where at > now() - interval '1 hour'";

  /// Since when the oldest case of each kind waits.
  private Map<String, String> waiting() {
    var since = new LinkedHashMap<String, String>();
    database
        .sql()
        .sql(
            """
            select state, min(opened_at) as at from enforcement_case
            where state in ('READY', 'IN_REVIEW') group by state
            """)
        .query((row, _) ->
            since.put(
                row.getString("state"),
                row.getObject("at", java.time.OffsetDateTime.class).toInstant().toString()))
        .list();
    return since;
  }

  private static final String WAITING =
      """
      select count(*) from upload u where u.state in ('SEEN', 'FETCHED')
        and not exists (select from assessment a where a.upload_id = u.id)
      """;

  private long count(String query) {
    return database.sql().sql(query).query(Long.class).single();
  }

  private static long sum(Iterable<Long> counts) {
    long sum = 0;
    for (long count : counts) sum += count;
    return sum;
  }

  private static long in(Map<NoticeState, Long> notices, Set<NoticeState> states) {
    return states.stream().mapToLong(state -> notices.getOrDefault(state, 0L)).sum();
  }

  private static Map<String, Object> platform(PlatformView platform) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", platform.id().text());
    view.put("name", platform.name());
    view.put("lastReadAt", platform.lastReadAt().orElse(null));
    view.put("pages", platform.pages());
    view.put("restarts", platform.restarts());
    view.put("trouble", platform.trouble().orElse(null));
    return view;
  }

  private Map<String, Object> jobs() {
    var counts = jobs.counts();
    return Map.of("due", counts.due(), "running", counts.running(), "dead", counts.dead());
  }

  private Map<String, Object> ledger() {
    return Map.of(
        "entries", count("select count(*) from ledger_entry"),
        "pending", count("select count(*) from ledger_pending"));
  }

  /// The platforms by name, for pages.
  public List<PlatformView> platforms() {
    return intake.platforms();
  }
}
