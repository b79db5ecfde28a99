package org.antiphon.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.antiphon.database.Database;
import org.antiphon.jobs.Jobs;
import org.antiphon.ledger.Ledger;

/// Figures of each station for `/metrics`, read from the database at most every 10 s, so that a
/// scraper costs a few statements and nothing is counted twice. Names are documented in
/// docs/reference/metrics.md; a test holds page, dashboard and alert rules to this list.
public final class StationMetrics implements MeterBinder {
  private static final Duration AGE = Duration.ofSeconds(10);

  /// A gauge by one label: its name, the label, and the statement that counts.
  private record Counted(String name, String label, String says, String query) {}

  private static final List<Counted> COUNTED =
      List.of(
          new Counted(
              "antiphon.uploads",
              "state",
              "uploads by state",
              "select state, count(*) from upload group by 1"),
          new Counted(
              "antiphon.assessments",
              "conclusion",
              "assessments by conclusion",
              "select conclusion, count(*) from assessment group by 1"),
          new Counted(
              "antiphon.cases",
              "state",
              "cases by state",
              "select state, count(*) from enforcement_case group by 1"),
          new Counted(
              "antiphon.notices",
              "state",
              "notices by state",
              "select state, count(*) from notice group by 1"),
          new Counted(
              "antiphon.reversals",
              "kind",
              "notices that turned out wrong",
              "select kind, count(*) from reversal group by 1"),
          new Counted(
              "antiphon.attempts",
              "outcome",
              "requests for notices by what came of them",
              "select coalesce(outcome, 'open'), count(*) from attempt group by 1"),
          new Counted(
              "antiphon.platform.parked",
              "platform",
              "seconds until a platform may be asked again",
              "select platform_id, greatest(0, extract(epoch from greatest(parked_until,"
                  + " breaker_open_until) - now())) from platform_gate"
                  + " where greatest(parked_until, breaker_open_until) > now()"));

  private final Database database;
  private final Ledger ledger;
  private final Jobs jobs;
  private final ContestDesk contest;
  private final InstantSource clock;
  private final Map<String, MultiGauge> gauges = new LinkedHashMap<>();
  private Instant readAt = Instant.MIN;

  /// Reads these.
  public StationMetrics(
      Database database, Ledger ledger, Jobs jobs, ContestDesk contest, InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.jobs = jobs;
    this.contest = contest;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (var counted : COUNTED)
      gauges.put(
          counted.name(),
          MultiGauge.builder(counted.name()).description(counted.says()).register(registry));
    gauges.put(
        "antiphon.jobs",
        MultiGauge.builder("antiphon.jobs").description("jobs by state").register(registry));
    single(
        registry, "antiphon.ledger.entries", "committed entries", () -> ledger.counts().entries());
    single(
        registry,
        "antiphon.ledger.unsequenced.seconds",
        "age of the oldest entry without a place",
        () -> ledger.unsequencedAge().toSeconds());
    single(
        registry,
        "antiphon.ledger.verified.age.seconds",
        "since the job that checks the ledger last ran; -1: not yet",
        this::verifiedAge);
    single(
        registry,
        "antiphon.jobs.oldest.due.seconds",
        "age of the oldest job that is due",
        this::oldestDue);
    single(
        registry,
        "antiphon.appeals.unanswered",
        "objections without an answer",
        () -> contest.appeals().unanswered().size());
    single(
        registry,
        "antiphon.appeals.due.24h",
        "objections to be answered within 24 hours",
        () ->
            contest.appeals().unanswered().stream()
                .filter(it -> it.dueAt().isBefore(clock.instant().plus(Duration.ofDays(1))))
                .count());
    single(
        registry,
        "antiphon.counternotices.due.24h",
        "counter-notices whose clock ends within a day",
        this::clocks);
    single(
        registry,
        "antiphon.pauses.open",
        "keys that are paused after reversals",
        () -> contest.pauses().open().size());
    refresh(); // names stand on the first scrape
    Gauge.builder("antiphon.up", this, StationMetrics::refreshed)
        .description("1 while the figures can be read")
        .register(registry);
  }

  /// Names of all figures, as Micrometer has them.
  static List<String> names(MeterRegistry bound) {
    return Stream.concat(
            Stream.concat(COUNTED.stream().map(Counted::name), Stream.of("antiphon.jobs")),
            bound.getMeters().stream().map(meter -> meter.getId().getName()))
        .filter(name -> name.startsWith("antiphon."))
        .distinct()
        .sorted()
        .toList();
  }

  private interface Reading {
    double now();
  }

  private static void single(MeterRegistry registry, String name, String says, Reading reading) {
    Gauge.builder(name, reading, Reading::now)
        .description(says)
        .strongReference(true)
        .register(registry);
  }

  private double clocks() {
    var tomorrow = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
    return contest.counterNotices().open().stream()
        .filter(counter -> !counter.window().actBy().isAfter(tomorrow))
        .count();
  }

  private double verifiedAge() {
    return database
        .sql()
        .sql(
            "select coalesce(extract(epoch from now() - max(last_success)), -1) from job"
                + " where task_name = 'ledger.verify'")
        .query(Double.class)
        .single();
  }

  private double oldestDue() {
    return jobs.counts().types().stream()
        .filter(type -> type.oldestDue() != null)
        .mapToDouble(type -> Duration.between(type.oldestDue(), clock.instant()).toSeconds())
        .max()
        .orElse(0);
  }

  private double refreshed() {
    refresh();
    return 1;
  }

  private synchronized void refresh() {
    if (clock.instant().isBefore(readAt.plus(AGE))) return;
    readAt = clock.instant();
    for (var counted : COUNTED)
      rows(
          counted.name(),
          database
              .sql()
              .sql(counted.query())
              .query((row, _) -> new Row(counted.label(), row.getString(1), row.getDouble(2)))
              .list());
    var counts = jobs.counts();
    rows(
        "antiphon.jobs",
        List.of(
            new Row("state", "due", counts.due()),
            new Row("state", "running", counts.running()),
            new Row("state", "dead", counts.dead())));
  }

  private record Row(String label, String value, double count) {}

  private void rows(String name, List<Row> rows) {
    var gauge = gauges.get(name);
    if (gauge == null) throw new IllegalStateException("no gauge " + name);
    gauge.register(
        rows.stream()
            .map(row -> MultiGauge.Row.of(Tags.of(row.label(), row.value()), row.count()))
            .toList(),
        true);
  }
}
