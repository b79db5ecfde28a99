package org.antiphon.network.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antiphon.database.TestDatabase;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Feeds of partners, read from the simulator's process over real sockets.
class ExchangeTest {
  private static final String CLAIM = "claim-0000001";
  private static final String OURS = "GBABC2600001";
  @TempDir private Path folder;
  private Reader reader;
  private FeedProcess feed;
  private String print;

  @BeforeEach
  void open() throws IOException {
    assumeTrue(FeedProcess.isBuilt(), "the simulator is not built");
    feed = FeedProcess.start();
    reader = new Reader(folder);
    var bytes = Reader.print(Reader.peaks(1, 60));
    feed.blob(bytes);
    print = CanonicalJson.sha256(bytes);
  }

  @AfterEach
  void close() {
    if (reader != null) reader.close();
    if (feed != null) feed.close();
  }

  @Test
  void everyLieIsRefusedWithItsOwnCodeAndNothingOfItIsTaken() throws IOException {
    feed.append(Reader.claim(CLAIM, OURS, print));
    feed.append(Reader.claim("claim-0000002", OURS, ""));
    var codes = new LinkedHashMap<String, String>();
    codes.put("ROLL_BACK", "ROLLED_BACK");
    codes.put("FORK", "FORKED");
    codes.put("EDIT", "EDITED");
    codes.put("WRONG_KEY", "SIGNATURE_WRONG");
    codes.put("OVERFLOW", "ENTRY_TOO_LONG");
    codes.put("FLOOD", "FLOODED");
    codes.put("DRIP", "TIMED_OUT");
    for (var each : codes.entrySet()) {
      feed.lie("NONE");
      var partner = each.getKey().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      reader.partner(partner, feed, Partner.Level.RELY);
      assertThat(reader.exchange.poll(partner)).isEmpty();
      feed.lie(each.getKey());
      assertThat(reader.exchange.poll(partner)).as(each.getKey()).hasValue(each.getValue());
      assertThat(reader.exchange.partner(partner).size()).isEqualTo(2);
      assertThat(reader.exchange.claims(partner, 9)).hasSize(2);
      assertThat(reader.exchange.weighing().of(partner, CLAIM).orElseThrow().mayBlock()).isFalse();
    }
  }

  @Test
  void entriesThatAreNotThoseUnderTheHeadAreNotTaken() throws IOException {
    feed.append(Reader.claim(CLAIM, OURS, print));
    feed.lie("OTHER_ENTRIES");
    reader.partner("p", feed, Partner.Level.RELY);
    assertThat(reader.exchange.poll("p")).hasValue("ROOT_MISMATCH");
    assertThat(reader.exchange.claims("p", 9)).isEmpty();
  }

  @Test
  void aProvenForkFreezesTheFeedUntilAPersonHasLooked() throws IOException {
    feed.append(Reader.claim(CLAIM, OURS, print));
    reader.partner("p", feed, Partner.Level.RELY);
    assertThat(reader.exchange.poll("p")).isEmpty();
    confirm("p");
    assertThat(blocks("p")).isTrue();
    feed.lie("FORK");
    assertThat(reader.exchange.poll("p")).hasValue("FORKED");
    feed.lie("NONE");
    assertThat(reader.exchange.poll("p")).hasValue("FROZEN");
    assertThat(blocks("p")).isFalse();
    reader.exchange.thaw("p", Actor.system());
    assertThat(reader.exchange.poll("p")).isEmpty();
    assertThat(blocks("p")).isTrue();
  }

  @Test
  void otherBytesUnderAPrintsHashAreQuarantined() throws IOException {
    feed.append(Reader.claim(CLAIM, OURS, print));
    feed.lie("SWAP_BLOB");
    reader.partner("p", feed, Partner.Level.RELY);
    assertThat(reader.exchange.poll("p")).isEmpty();
    confirm("p");
    assertThat(weighed("p").codes()).containsExactly("BLOB_SWAPPED");
    assertThat(blocks("p")).isFalse();
  }

  @Test
  void aPrintThatIsNoMusicIsQuarantined() throws IOException {
    var quiet =
        new org.antiphon.fingerprint.Peaks(4_000, new int[0], new int[0], new int[0], new int[0]);
    for (var each :
        Map.of("PRINT_SHORT", Reader.print(Reader.peaks(2, 20)), "PRINT_THIN", Reader.print(quiet))
            .entrySet()) {
      feed.blob(each.getValue());
      var id = each.getKey().replace('_', '-');
      feed.append(Reader.claim(id, OURS, CanonicalJson.sha256(each.getValue())));
      var partner = id.toLowerCase(java.util.Locale.ROOT);
      reader.partner(partner, feed, Partner.Level.RELY);
      assertThat(reader.exchange.poll(partner)).isEmpty();
      assertThat(reader.exchange.weighing().of(partner, id).orElseThrow().codes())
          .containsExactly(each.getKey());
    }
  }

  @Test
  void aClaimOutsideThePartnersCatalogueIsOnlyShown() throws IOException {
    feed.append(Reader.claim(CLAIM, "USXYZ2600001", print));
    reader.partner("p", feed, Partner.Level.RELY);
    assertThat(reader.exchange.poll("p")).isEmpty();
    confirm("p");
    assertThat(weighed("p").codes()).containsExactly("OUT_OF_SCOPE");
    assertThat(blocks("p")).isFalse();
  }

  @Test
  void theClaimantAloneHasNoQuorumAndAPersonsReviewGivesIt() throws IOException {
    feed.append(Reader.claim(CLAIM, OURS, print));
    reader.partner("p", feed, Partner.Level.RELY);
    assertThat(reader.exchange.poll("p")).isEmpty();
    assertThat(weighed("p").weight()).isEqualTo(1);
    assertThat(blocks("p")).isFalse();
    confirm("p");
    assertThat(weighed("p").weight()).isEqualTo(3);
    assertThat(blocks("p")).isTrue();
  }

  @Test
  void anotherPartnersDisagreementDisputesTheClaimOnlyIfItIsAdvised() throws IOException {
    feed.append(Reader.claim(CLAIM, OURS, print));
    reader.partner("a", feed, Partner.Level.RELY);
    assertThat(reader.exchange.poll("a")).isEmpty();
    confirm("a");
    try (var other = FeedProcess.start()) {
      other.append(
          """
          {"v":1,"kind":"opinion","id":"opinion-001","issued":"2026-11-22T09:30:00Z",\
          "origin":"partner.example/exchange","claim":"claim-0000001","opinion":"disagree","reason":"OURS"}\
          """);
      reader.partner("c", other, Partner.Level.OBSERVE);
      assertThat(reader.exchange.poll("c")).isEmpty();
      assertThat(blocks("a")).isTrue();
      reader.exchange.terms(
          "c",
          new Partner.Terms(Partner.Level.ADVISE, List.of(), List.of(), 1_000, 100, true),
          Actor.system());
      assertThat(weighed("a").disputed()).isTrue();
      assertThat(blocks("a")).isFalse();
    }
  }

  @Test
  void aRetractedClaimIsOverAtOnceAndIsAcknowledged() throws IOException {
    feed.append(Reader.claim(CLAIM, OURS, print));
    reader.partner("p", feed, Partner.Level.RELY);
    assertThat(reader.exchange.poll("p")).isEmpty();
    feed.append(
        """
        {"v":1,"kind":"retract","id":"retract-001","issued":"2026-11-22T09:30:00Z",\
        "claim":"claim-0000001","reason":"WRONG"}\
        """);
    assertThat(reader.exchange.poll("p")).isEmpty();
    assertThat(reader.exchange.weighing().of("p", CLAIM)).isEmpty();
    assertThat(reader.exchange.claims("p", 9).getFirst().print()).isEqualTo("DELETED");
    assertThat(reader.exchange.feed().newest(9))
        .singleElement()
        .satisfies(record -> assertThat(record.body()).contains("\"opinion\":\"seen\""));
  }

  @Test
  void aFeedThatWasNotReadForAQuarterOfAnHourBlocksNothing() throws IOException {
    feed.append(Reader.claim(CLAIM, OURS, print));
    reader.partner("p", feed, Partner.Level.RELY);
    assertThat(reader.exchange.poll("p")).isEmpty();
    confirm("p");
    reader.pass(Duration.ofMinutes(16));
    assertThat(weighed("p").fresh()).isFalse();
    assertThat(blocks("p")).isFalse();
    reader.pass(Duration.ofDays(15));
    assertThat(weighed("p").level()).isEqualTo(Partner.Level.ADVISE);
  }

  @Test
  void theKillSwitchEndsAPartnersClaimsAtOnce() throws IOException {
    feed.append(Reader.claim(CLAIM, OURS, print));
    reader.partner("p", feed, Partner.Level.RELY);
    assertThat(reader.exchange.poll("p")).isEmpty();
    reader.exchange.terms(
        "p",
        new Partner.Terms(Partner.Level.RELY, List.of("GBABC"), List.of(), 1_000, 100, false),
        Actor.system());
    assertThat(reader.exchange.weighing().of("p", CLAIM)).isEmpty();
    assertThat(reader.exchange.poll("p")).hasValue("DISABLED");
  }

  @Test
  void aPollThatDiesAtAnyEntryLeavesNothingAndTheNextIsEqualToACleanReplay()
      throws IOException, SQLException {
    for (int i = 0; i < 5; i++)
      feed.append(Reader.claim("claim-000010" + i, OURS, i == 0 ? print : ""));
    feed.append(
        """
        {"v":1,"kind":"retract","id":"retract-001","issued":"2026-11-22T09:30:00Z",\
        "claim":"claim-0000102","reason":"LICENSED"}\
        """);
    reader.partner("p", feed, Partner.Level.RELY);
    for (int dies = 0; dies < 6; dies++) {
      superuser(
          """
          create or replace function dies() returns trigger language plpgsql as
            $$ begin if new.idx = %d then raise exception 'the power went'; end if; return new; end $$;
          create or replace trigger dies before insert on exchange_received
            for each row execute function dies()
          """
              .formatted(dies));
      assertThatThrownBy(() -> reader.exchange.poll("p")).hasMessageContaining("the power went");
      assertThat(reader.exchange.partner("p").size()).isZero();
    }
    superuser("drop trigger dies on exchange_received");
    assertThat(reader.exchange.poll("p")).isEmpty();
    var reached = state();
    reader.exchange.replay("p");
    assertThat(state()).isEqualTo(reached).hasSize(5);
  }

  @Test
  void termsThatChangeWhileAFeedIsReadHoldForWhatItBrings() throws IOException {
    feed.append(Reader.claim(CLAIM, OURS, ""));
    try (var proxy = new KillingProxy(feed.url())) {
      reader.partner("p", proxy.url(), feed.vkey(), Partner.Level.OBSERVE, List.of());
      var changed =
          proxy.at(
              "tile/entries",
              KillingProxy.Answer.WAITING,
              () ->
                  reader.exchange.terms(
                      "p",
                      new Partner.Terms(
                          Partner.Level.RELY, List.of("GBABC"), List.of(), 1_000, 100, true),
                      Actor.system()));
      assertThat(reader.exchange.poll("p")).isEmpty();
      assertThat(changed).isCompleted();
      assertThat(weighed("p").codes()).isEmpty();
      assertThat(weighed("p").level()).isEqualTo(Partner.Level.RELY);
    }
  }

  @Test
  void whatAPollTookAndItsLedgerEntryAreOneTransaction() throws IOException, SQLException {
    feed.append(Reader.claim(CLAIM, OURS, ""));
    reader.partner("p", feed, Partner.Level.RELY);
    superuser(
        """
        create function dies() returns trigger language plpgsql as
          $$ begin raise exception 'the power went'; end $$;
        create trigger dies before insert on ledger_entry for each row execute function dies()
        """);
    assertThatThrownBy(() -> reader.exchange.poll("p")).hasMessageContaining("the power went");
    assertThat(reader.exchange.partner("p").size()).isZero();
  }

  @Test
  void aPrintIsWithdrawnWithTheLastClaimThatNamesIt() {
    var ours = reader.exchange.feed();
    ours.offer(print, "claim-1");
    ours.offer(print, "claim-2");
    ours.withdraw("claim-2");
    assertThat(ours.offers(print)).isTrue();
    ours.withdraw("claim-1");
    assertThat(ours.offers(print)).isFalse();
  }

  private void superuser(String sql) throws SQLException {
    try (var connection = TestDatabase.superuser(reader.database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> state() {
    return reader
        .database
        .sql()
        .sql("select to_jsonb(c)::text from exchange_claim c order by idx")
        .query((row, _) -> row.getString(1))
        .list();
  }

  private Weighing.Weighed weighed(String partner) {
    return reader.exchange.weighing().of(partner, CLAIM).orElseThrow();
  }

  private boolean blocks(String partner) {
    return weighed(partner).mayBlock();
  }

  private void confirm(String partner) {
    reader.exchange.review(
        partner, CLAIM, Exchange.Verdict.CONFIRM, "heard both", Actor.person("reviewer", "x"));
  }
}
