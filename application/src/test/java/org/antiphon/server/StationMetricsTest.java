package org.antiphon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.antiphon.enforcement.attestation.Fixture;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.enforcement.contest.Appeal;
import org.antiphon.enforcement.contest.Appeals;
import org.antiphon.enforcement.contest.CounterNotices;
import org.antiphon.enforcement.contest.Resuming;
import org.antiphon.enforcement.contest.Retractions;
import org.antiphon.enforcement.contest.Turns;
import org.antiphon.enforcement.verification.CalendarScale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StationMetricsTest {
  private static final Pattern NAME = Pattern.compile("antiphon_[a-z0-9_]+");
  private static Fixture it;
  private static Appeals appeals;
  private static PrometheusMeterRegistry registry;

  @BeforeAll
  static void bind(@TempDir Path folder) throws IOException {
    it = new Fixture(folder);
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var pauses = new Pauses(it.database, it.ledger, it.clock);
    var turns = new Turns(it.database, it.clock, it.notices, pauses);
    var retractions = new Retractions(it.database, it.ledger, it.clock, it.jobs, it.notices, turns);
    appeals =
        new Appeals(
            it.database,
            it.ledger,
            it.clock,
            it.cases,
            it.notices,
            new Appeals.Means(it.jobs, it.accounts, retractions, turns, CalendarScale.real()));
    var contest =
        new ContestDesk(
            appeals,
            new CounterNotices(it.database, it.ledger, it.clock, it.cases, it.notices, turns),
            retractions,
            pauses,
            new Resuming(it.database, it.accounts, pauses, it.holds, it.notices),
            it.holds);
    new StationMetrics(it.database, it.ledger, it.jobs, contest, it.clock).bindTo(registry);
  }

  @AfterAll
  static void close() {
    registry.close();
    it.close();
  }

  @Test
  void aQueuedNoticeAndItsObjectionAreCounted() {
    var notice = it.queued(it.next());
    appeals.receive(notice.key(), Appeal.Ground.OTHER, "wrong", "");
    it.now = it.now.plusSeconds(11);
    registry.scrape(); // reads anew
    assertThat(registry.scrape())
        .contains("antiphon_notices{state=\"QUEUED\"} 1.0")
        .contains("antiphon_appeals_unanswered 1.0")
        .contains("antiphon_jobs{state=\"due\"}")
        .doesNotContain("Jane");
  }

  @Test
  void pageDashboardAndAlertsNameWhatTheProgramGives() throws IOException {
    var given = new TreeSet<String>();
    StationMetrics.names(registry).forEach(name -> given.add(name.replace('.', '_')));
    assertThat(named("docs/reference/metrics.md")).isEqualTo(given);
    assertThat(given).containsAll(named("deploy/grafana/antiphon.json"));
    assertThat(given).containsAll(named("deploy/grafana/alerts.yaml"));
  }

  private static Set<String> named(String file) throws IOException {
    var names = new TreeSet<String>();
    var match = NAME.matcher(Files.readString(Path.of("..").resolve(file)));
    while (match.find()) names.add(match.group());
    return names;
  }
}
