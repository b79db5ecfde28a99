package org.antiphon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.enforcement.attestation.Fixture;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.contest.Appeal;
import org.antiphon.enforcement.contest.Appeals;
import org.antiphon.enforcement.contest.CounterNotices;
import org.antiphon.enforcement.contest.Retractions;
import org.antiphon.enforcement.contest.Turns;
import org.antiphon.enforcement.verification.CalendarScale;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewQueueTest {
  private static final UUID SOMEBODY = new UUID(1, 1);
  private Fixture it;
  private ReviewQueue queue;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    it = new Fixture(folder);
    queue = new ReviewQueue(it.database, it.clock);
  }

  @AfterEach
  void close() {
    it.close();
  }

  private CaseId harmful(double harm) {
    it.now = it.now.plusSeconds(1); // ids are in the order of time
    var id = it.copied(it.next());
    it.database
        .sql()
        .sql("update enforcement_case set harm = ? where id = ?")
        .params(harm, id.value())
        .update();
    return id;
  }

  private static ReviewQueue.Asked asked(String state, ReviewQueue.Sort sort) {
    return new ReviewQueue.Asked(state, "", sort);
  }

  private List<CaseId> pagedBy(int size, ReviewQueue.Asked asked) {
    var all = new ArrayList<CaseId>();
    var after = Optional.<CaseId>empty();
    while (true) {
      var page = queue.page(asked, after, size);
      page.forEach(row -> all.add(id(row)));
      if (page.size() < size) return all;
      after = Optional.of(all.getLast());
    }
  }

  private static CaseId id(Map<String, Object> row) {
    return CaseId.parse(String.valueOf(row.get("id")));
  }

  @Test
  void eachOrderIsTheSameWhateverThePageAndBackwardsItsReverse() {
    var a = harmful(2);
    var b = harmful(9);
    var c = harmful(2);
    var d = harmful(0);
    var orders =
        Map.of(
            ReviewQueue.Sort.HARM, List.of(b, c, a, d),
            ReviewQueue.Sort.DEADLINE, List.of(b, c, a, d),
            ReviewQueue.Sort.NEWEST, List.of(d, c, b, a),
            ReviewQueue.Sort.OLDEST, List.of(a, b, c, d));
    orders.forEach((sort, expected) -> {
      var asked = asked("READY", sort);
      for (int size = 1; size <= 5; size++)
        assertThat(pagedBy(size, asked)).as("%s by %d", sort, size).isEqualTo(expected);
      for (int i = 1; i < 4; i++) {
        assertThat(queue.next(asked, expected.get(i - 1), SOMEBODY)).hasValue(expected.get(i));
        assertThat(queue.previous(asked, expected.get(i), SOMEBODY)).hasValue(expected.get(i - 1));
      }
      assertThat(queue.around(asked, expected.get(1), 20))
          .map(ReviewQueueTest::id)
          .isEqualTo(expected);
    });
  }

  @Test
  void objectionsAndCounterNoticesStandFirstWithTheirClocks() {
    harmful(100);
    var objected = it.queued(it.next());
    var countered = it.queued(it.next());
    var turns = new Turns(it.database, it.clock, it.notices, it.pauses);
    var retractions = new Retractions(it.database, it.ledger, it.clock, it.jobs, it.notices, turns);
    var appeals =
        new Appeals(
            it.database,
            it.ledger,
            it.clock,
            it.cases,
            it.notices,
            new Appeals.Means(it.jobs, it.accounts, retractions, turns, CalendarScale.real()));
    var appeal = appeals.receive(objected.key(), Appeal.Ground.OTHER, "it is mine", "");
    var counters =
        new CounterNotices(it.database, it.ledger, it.clock, it.cases, it.notices, turns);
    it.notices.reference(countered.id(), "r-1");
    counters.receive(
        countered.id(),
        new CounterNotices.Forwarded(it.now, Optional.empty(), "a counter-notice"),
        Optional.empty());
    var all = queue.page(asked("ALL", ReviewQueue.Sort.DEADLINE), Optional.empty(), 10);
    assertThat(all).map(row -> row.get("clock")).startsWith("OBJECTION", "COUNTER_NOTICE");
    assertThat(all.getFirst().get("due")).isEqualTo(appeal.dueAt().toString());
    assertThat(queue.counts()).containsEntry("CLOCK", 2L);
    assertThat(pagedBy(1, asked("CLOCK", ReviewQueue.Sort.DEADLINE)))
        .containsExactly(objected.about(), countered.about());
  }

  @Test
  void followersAndTheFirstDaysOfAReleaseMakeHarmGreaterAndAWeakMatchLess() {
    var released = LocalDate.of(2026, 11, 20);
    double plain = harm(0, released, "2026-06-01", 30);
    assertThat(plain).isEqualTo(1);
    assertThat(harm(999_999, released, "2026-06-01", 30)).isEqualTo(7);
    assertThat(harm(0, released, "2026-11-14", 30)).as("before its release").isEqualTo(3);
    assertThat(harm(0, released, "2026-12-05", 30)).as("two weeks on").isEqualTo(1);
    assertThat(harm(0, released, "2026-06-01", 15)).isEqualTo(0.5);
    assertThat(harm(0, released, "2026-06-01", 0)).as("of a name").isEqualTo(1);
  }

  private double harm(double followers, LocalDate released, String published, double strength) {
    return it.database
        .sql()
        .sql("select case_harm(?, ?, ?::timestamptz, ?)")
        .params(followers, released, published + "T12:00:00Z", strength)
        .query(Double.class)
        .single();
  }

  @Test
  void whatSomebodyElseHasOpenIsPassedOver() {
    var a = harmful(3);
    var b = harmful(2);
    var c = harmful(1);
    it.review.hold(b, it.jane.id().value());
    var asked = asked("READY", ReviewQueue.Sort.HARM);
    assertThat(queue.next(asked, a, SOMEBODY)).hasValue(c);
    assertThat(queue.next(asked, a, it.jane.id().value())).hasValue(b);
  }

  @Test
  void aViewIsKeptUnderItsNameAndSharedOnlyWhenAsked() {
    var views = new SavedViews(it.database, it.clock);
    var other = new UUID(2, 2);
    var clocks = asked("CLOCK", ReviewQueue.Sort.DEADLINE);
    views.keep(SOMEBODY, "my clocks", clocks, SavedViews.Sharing.PRIVATE);
    views.keep(
        SOMEBODY, "for all", asked("READY", ReviewQueue.Sort.HARM), SavedViews.Sharing.SHARED);
    views.keep(SOMEBODY, " for all ", clocks, SavedViews.Sharing.SHARED); // replaced
    assertThat(views.of(SOMEBODY))
        .map(SavedViews.View::name)
        .containsExactly("for all", "my clocks");
    assertThat(views.of(other))
        .singleElement()
        .satisfies(view -> {
          assertThat(view.asked()).isEqualTo(clocks);
          assertThat(view.own()).isFalse();
        });
    views.drop(other, views.of(other).getFirst().id());
    assertThat(views.of(SOMEBODY)).hasSize(2);
    views.drop(SOMEBODY, views.of(SOMEBODY).getFirst().id());
    assertThat(views.of(other)).isEmpty();
    assertThatThrownBy(() -> views.keep(SOMEBODY, " ", clocks, SavedViews.Sharing.PRIVATE))
        .isInstanceOf(InvalidInput.class);
  }
}
