package org.antiphon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.antiphon.connector.Cursor;
import org.antiphon.connector.FeedAnswer;
import org.antiphon.jobs.JobOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrawlerTest {
  private static final Instant LONG_AGO = Instant.parse("2026-10-01T00:00:00Z");
  private final MovingFeed feed = new MovingFeed();
  @TempDir Path folder;
  private Desk desk;

  @BeforeEach
  void open() throws IOException {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void everyUploadOfAFeedIsStoredOnceWithItsEntryAndItsJob() {
    feed.publish(35, LONG_AGO);
    desk.walks(desk.crawler(feed), 3);
    assertThat(desk.intake.counts().total(UploadState.SEEN)).isEqualTo(35);
    assertThat(desk.entries("upload.seen")).isEqualTo(35);
    assertThat(desk.jobsOf("upload.fetch")).isEqualTo(35);
  }

  @Test
  void whatAnUploadSaysOfItselfIsKept() {
    feed.publish("u1", 4, LONG_AGO);
    desk.walks(desk.crawler(feed), 1);
    var upload = desk.intake.upload(Desk.P1, "u1").orElseThrow();
    assertThat(upload.revision()).isEqualTo(4);
    assertThat(upload.publishedAt()).isEqualTo(LONG_AGO);
    assertThat(upload.credits().artists()).containsExactly("Ada Kern");
    assertThat(upload.credits().field("note")).contains("live");
    assertThat(upload.uploader().followers()).contains(3L);
    assertThat(upload.uploader().verified()).isEmpty();
    assertThat(desk.intake.upload(upload.id())).contains(upload);
  }

  @Test
  void aDeadCursorBeginsTheWalkAgainAndNothingIsMissed() {
    feed.publish(35, LONG_AGO);
    var crawler = desk.crawler(feed);
    desk.page(crawler);
    desk.page(crawler);
    feed.fault(_ -> new FeedAnswer.Expired());
    desk.page(crawler);
    assertThat(desk.walk().cursor()).isEmpty();
    feed.fault(answer -> answer);
    desk.walks(crawler, 1);
    assertThat(desk.intake.counts().total()).isEqualTo(35);
    assertThat(desk.intake.platforms().getFirst().restarts()).isOne();
  }

  @Test
  void anUploadThatAPageHadLostIsFoundByTheNextWalkWhichComesSoon() {
    feed.publish(25, LONG_AGO);
    feed.fault(answer ->
        answer instanceof FeedAnswer.Page page
            ? new FeedAnswer.Page(
                page.uploads().stream().filter(u -> !u.id().text().equals("u0007")).toList(),
                page.next(),
                0)
            : answer);
    var crawler = desk.crawler(feed);
    desk.walks(crawler, 1);
    assertThat(desk.intake.counts().total()).isEqualTo(24);
    feed.fault(answer -> answer);
    var before = desk.clock.instant();
    desk.walks(crawler, 1);
    assertThat(desk.intake.counts().total()).isEqualTo(25);
    assertThat(Duration.between(before, desk.clock.instant())).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void noUploadIsMissedHoweverTheFeedMisbehaves() {
    for (long seed : List.of(1L, 2L)) {
      var random = new Random(seed);
      var wild = new MovingFeed();
      wild.publish(60, LONG_AGO);
      wild.misbehave(random);
      var crawler = desk.crawler(wild);
      for (int i = 0; i < 20; i++) {
        desk.page(crawler);
        wild.publish("late%d-%d".formatted(seed, i), 1, LONG_AGO.plus(Duration.ofHours(i)));
      }
      for (int i = 0; i < 150; i++) desk.page(crawler);
      for (int i = 0; i < 20; i++)
        assertThat(desk.intake.upload(Desk.P1, "late%d-%d".formatted(seed, i)))
            .as("seed %d, late upload %d", seed, i)
            .isPresent();
      assertThat(desk.entries("upload.seen"))
          .as("seed %d", seed)
          .isEqualTo(desk.intake.counts().total());
    }
  }

  @Test
  void aTombstoneBuriesAnUploadAndAnOldListingDoesNotRaiseIt() {
    feed.publish("u1", 1, LONG_AGO);
    var crawler = desk.crawler(feed);
    desk.walks(crawler, 1);
    feed.remove("u1", 2);
    desk.walks(crawler, 2);
    assertThat(state("u1")).isEqualTo(UploadState.GONE);
    assertThat(desk.entries("upload.gone")).isOne();
    feed.publish("u1", 1, LONG_AGO); // a page out of some cache
    desk.walks(crawler, 1);
    assertThat(state("u1")).isEqualTo(UploadState.GONE);
    feed.publish("u1", 3, LONG_AGO); // really back
    desk.walks(crawler, 1);
    assertThat(state("u1")).isEqualTo(UploadState.SEEN);
  }

  @Test
  void aNewRevisionIsSeenAndFetchedAgain() {
    feed.publish("u1", 1, LONG_AGO);
    var crawler = desk.crawler(feed);
    desk.walks(crawler, 1);
    feed.publish("u1", 2, LONG_AGO);
    desk.walks(crawler, 2);
    assertThat(desk.entries("upload.seen")).isEqualTo(2);
    assertThat(desk.jobsOf("upload.fetch")).isEqualTo(2);
    assertThat(desk.intake.counts().total()).isOne();
  }

  @Test
  void aPlatformThatAsksToWaitIsNotAskedBefore() {
    feed.fault(_ -> new FeedAnswer.Throttled(Optional.of(Duration.ofSeconds(90))));
    var crawler = desk.crawler(feed);
    var asked = desk.clock.instant();
    var outcome = crawler.read(new CrawlPlatform("p1"), desk.run());
    assertThat(outcome).isEqualTo(JobOutcome.again(asked.plusSeconds(90)));
    desk.pass(Duration.ofSeconds(89));
    crawler.read(new CrawlPlatform("p1"), desk.run());
    assertThat(feed.asked).isOne();
    desk.pass(Duration.ofSeconds(2));
    crawler.read(new CrawlPlatform("p1"), desk.run());
    assertThat(feed.asked).isEqualTo(2);
  }

  @Test
  void aPlatformThatDoesNotAnswerIsAskedEverMoreRarelyAndItsPlaceIsKept() {
    feed.publish(35, LONG_AGO);
    var crawler = desk.crawler(feed);
    desk.page(crawler);
    var place = desk.walk().cursor();
    feed.fault(_ -> new FeedAnswer.Failed("connection refused"));
    desk.page(crawler);
    var first = desk.clock.instant();
    desk.page(crawler);
    var second = desk.clock.instant();
    desk.page(crawler);
    assertThat(Duration.between(second, desk.clock.instant()))
        .isGreaterThan(Duration.between(first, second));
    assertThat(desk.walk().cursor()).isEqualTo(place);
    assertThat(desk.intake.platforms().getFirst().trouble()).contains("connection refused");
  }

  @Test
  void aRunThatWasTakenForDeadCannotMoveThePlaceInTheFeed() {
    feed.publish(35, LONG_AGO);
    var crawler = desk.crawler(feed);
    var old = desk.run();
    desk.page(crawler);
    desk.page(crawler);
    var place = desk.walk();
    crawler.read(new CrawlPlatform("p1"), old);
    assertThat(desk.walk()).isEqualTo(place);
  }

  @Test
  void aCursorThatLeadsToItselfBeginsTheWalkAgain() {
    feed.publish(15, LONG_AGO);
    feed.fault(answer ->
        answer instanceof FeedAnswer.Page page
            ? new FeedAnswer.Page(page.uploads(), Optional.of(new Cursor("0")), 0)
            : answer);
    var crawler = desk.crawler(feed);
    desk.page(crawler);
    desk.page(crawler);
    assertThat(desk.walk().cursor()).isEmpty();
    assertThat(desk.intake.platforms().getFirst().restarts()).isOne();
  }

  @Test
  void aWalkForNewsEndsBehindTheWatermarkAndItsOverlap() {
    var watermark = LONG_AGO.plus(Duration.ofHours(5));
    var news = Walk.begin(Walk.Kind.NEW);
    assertThat(news.endsWith(pageAt(watermark), Optional.of(watermark), Duration.ofMinutes(10)))
        .isFalse();
    var before = pageAt(watermark.minus(Duration.ofMinutes(11)));
    assertThat(news.endsWith(before, Optional.of(watermark), Duration.ofMinutes(10))).isTrue();
    assertThat(
            Walk.begin(Walk.Kind.FULL)
                .endsWith(before, Optional.of(watermark), Duration.ofMinutes(10)))
        .isFalse();
  }

  @Test
  void aSmallFeedIsAlwaysWalkedWholeAndALargeOneOnceADay() {
    var now = LONG_AGO;
    assertThat(Walk.next(Optional.of(now), 9, now)).isEqualTo(Walk.Kind.FULL);
    assertThat(Walk.next(Optional.of(now), 5000, now)).isEqualTo(Walk.Kind.NEW);
    assertThat(Walk.next(Optional.of(now.minus(Duration.ofHours(25))), 5000, now))
        .isEqualTo(Walk.Kind.FULL);
    assertThat(Walk.next(Optional.empty(), 5000, now)).isEqualTo(Walk.Kind.FULL);
  }

  @Test
  void uploadsAreListedInPagesThatStayInOrderWhileMoreCome() {
    feed.publish(25, LONG_AGO);
    var crawler = desk.crawler(feed);
    desk.walks(crawler, 1);
    var first = desk.intake.uploads(UploadQuery.newest(10));
    feed.publish("late", 1, LONG_AGO);
    desk.walks(crawler, 2);
    var second = desk.intake.uploads(UploadQuery.newest(10).after(first.getLast().id()));
    var third = desk.intake.uploads(UploadQuery.newest(10).after(second.getLast().id()));
    assertThat(first).hasSize(10).doesNotContainAnyElementsOf(second);
    assertThat(second).hasSize(10).doesNotContainAnyElementsOf(third);
    assertThat(third).hasSize(5);
    assertThat(
            desk.intake.uploads(
                new UploadQuery(
                    Optional.of(Desk.P1),
                    Optional.of(UploadState.FETCHED),
                    Optional.empty(),
                    Optional.empty(),
                    10)))
        .isEmpty();
  }

  @Test
  void aCrashWhileAPageIsStoredRepeatsThatPageAndLosesNothing() {
    feed.publish(15, LONG_AGO);
    var crawler = desk.crawler(feed);
    assertThatThrownBy(() ->
            desk.database.inTransaction(() -> {
              crawlInside(crawler);
              throw new IllegalStateException("killed");
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(desk.intake.counts().total()).isZero();
    desk.walks(crawler, 1);
    assertThat(desk.intake.counts().total()).isEqualTo(15);
    assertThat(desk.entries("upload.seen")).isEqualTo(15);
  }

  private void crawlInside(Crawler crawler) {
    // outside the handler's own transaction only to be rolled back from here
    for (var upload : ((FeedAnswer.Page) feed.uploads(Optional.empty())).uploads())
      desk.arrivals().listed(Desk.P1, upload);
    assertThat(crawler).isNotNull();
  }

  private static FeedAnswer.Page pageAt(Instant at) {
    var upload = MovingFeed.upload("x", 1, at, URI.create("http://127.0.0.1:1/"));
    return new FeedAnswer.Page(List.of(upload), Optional.of(new Cursor("more")), 0);
  }

  private UploadState state(String externalId) {
    return desk.intake.upload(Desk.P1, externalId).orElseThrow().state();
  }
}
