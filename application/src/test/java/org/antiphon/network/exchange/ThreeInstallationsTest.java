package org.antiphon.network.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.antiphon.database.Database;
import org.antiphon.network.exchange.KillingProxy.Answer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Three installations as processes: A claims, B relies on A and listens to C. B is killed
/// (SIGKILL) at a step of its poll, and started again. `-Dkills=9` kills it at every step. Prints
/// its figures.
class ThreeInstallationsTest {
  private static final Path SAMPLES = Path.of("../samples").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int KILLS = Integer.getInteger("kills", 1);

  /// Where a poll can be when the power goes; those that leave most behind come first.
  private static final List<Map.Entry<String, Answer>> STEPS =
      List.of(
          Map.entry("tile/entries", Answer.ALL),
          Map.entry("blob/", Answer.ALL),
          Map.entry("tile/entries", Answer.HALF),
          Map.entry("blob/", Answer.NONE),
          Map.entry("checkpoint", Answer.ALL),
          Map.entry("blob/", Answer.HALF),
          Map.entry("checkpoint", Answer.NONE),
          Map.entry("tile/entries", Answer.NONE),
          Map.entry("checkpoint", Answer.HALF));

  private static final List<String> RECORDINGS =
      List.of("muldjord-chaos-god", "westlund-romans", "wolfire-snow");

  @TempDir private Path folder;

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void whatOneSaysReachesAllAndWhoIsKilledWhileReadingLosesAndRepeatsNothing() throws IOException {
    var catalogue = InstallationProcess.run(folder.resolve("a"), "catalogue", "add", offered());
    try (var b = InstallationProcess.start("b", folder);
        var c = InstallationProcess.start("c", folder)) {
      assertThat(catalogue.onExit().join().exitValue()).isZero();
      try (var a = InstallationProcess.start("a", folder);
          var proxy = new KillingProxy(a.url())) {
        for (var each : List.of(a, b, c)) each.enrol();
        var cases = takenDown(a, 2 + KILLS);
        b.befriend(a, proxy.url(), Partner.Level.RELY);
        b.befriend(c, c.url(), Partner.Level.ADVISE);
        c.befriend(a, a.url(), Partner.Level.ADVISE);
        a.befriend(b, b.url(), Partner.Level.OBSERVE);
        a.befriend(c, c.url(), Partner.Level.OBSERVE);
        b.put(
            "/api/v1/screening/settings",
            Map.of("enforce", true, "enabled", true, "holdHours", 24, "late", "ALLOW"));
        new Story(a, b, c, proxy, cases).play();
      }
      assertNothingIsLostOrTwice(b);
    }
  }

  private record Story(
      InstallationProcess a,
      InstallationProcess b,
      InstallationProcess c,
      KillingProxy proxy,
      List<UUID> cases) {
    void play() throws IOException {
      var claim = claim(0);
      say("claim to index at B", () -> isIndexed(claim));
      confirm(claim);
      var blocked = screened(0);
      assertThat(advice(blocked)).isEqualTo("BLOCK");
      c.post(
          "/api/v1/partners/a/claims/" + claim + "/opinion",
          Map.of("opinion", "DISAGREE", "reason", "LICENSED"));
      say("C's disagreement to B's HOLD", () -> advice(blocked).equals("HOLD"));
      for (int kill = 0; kill < KILLS; kill++) killed(kill, STEPS.get(kill % STEPS.size()));
      var last = claim(1);
      say("claim to index at B", () -> isIndexed(last));
      confirm(last);
      var second = screened(1);
      assertThat(advice(second)).isEqualTo("BLOCK");
      retract(last);
      say("retraction to B's ALLOW", () -> advice(second).equals("ALLOW"));
      say("retraction to both receipts", () -> receipts(last) == 2);
      killedByRetraction(claim, blocked);
    }

    /// B dies at one step of reading a new claim.
    private void killed(int kill, Map.Entry<String, Answer> step) throws IOException {
      var sprung = proxy.at(step.getKey(), step.getValue(), b::kill);
      var claim = claim(2 + kill);
      sprung.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      var what = "killed at %s, answer %s".formatted(step.getKey(), step.getValue());
      restart(what);
      say(what + ": ready to index", () -> isIndexed(claim));
    }

    /// B dies with the retraction in its hands.
    private void killedByRetraction(String claim, String screening) throws IOException {
      var sprung = proxy.at("tile/entries", Answer.ALL, b::kill);
      retract(claim);
      sprung.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      restart("killed with a retraction in its hands");
      say("the same: ready to ALLOW", () -> advice(screening).equals("ALLOW"));
      say("the same: to both receipts", () -> receipts(claim) == 2);
    }

    private void restart(String what) throws IOException {
      long began = System.nanoTime();
      b.restart();
      System.out.printf("%s: restart %.1f s%n", what, (System.nanoTime() - began) / 1e9);
    }

    private String claim(int number) {
      return a.post("/api/v1/exchange/claims", Map.of("about", cases.get(number).toString()))
          .path("id")
          .asString();
    }

    private void retract(String claim) {
      a.post("/api/v1/exchange/claims/" + claim + "/retraction", Map.of("reason", "WRONG"));
    }

    private boolean isIndexed(String claim) {
      return b.get("/api/v1/partners/a/claims")
          .path("items")
          .valueStream()
          .anyMatch(one ->
              one.path("id").asString().equals(claim)
                  && one.path("print").asString().equals("INDEXED"));
    }

    private void confirm(String claim) {
      b.post(
          "/api/v1/partners/a/claims/" + claim + "/review",
          Map.of("verdict", "CONFIRM", "why", "heard both"));
    }

    private String screened(int recording) throws IOException {
      var sound = SAMPLES.resolve("catalogue/" + RECORDINGS.get(recording) + ".opus");
      return b.screen(sound).path("id").asString();
    }

    private String advice(String screening) {
      return b.get("/api/v1/screenings/" + screening).path("advice").asString();
    }

    private long receipts(String claim) {
      return a.get("/api/v1/exchange")
          .path("receipts")
          .valueStream()
          .filter(receipt -> receipt.path("claim").asString().equals(claim))
          .count();
    }

    private static void say(String what, java.util.concurrent.Callable<Boolean> until) {
      long began = System.nanoTime();
      Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(until);
      System.out.printf("%s: %.1f s%n", what, (System.nanoTime() - began) / 1e9);
    }
  }

  private String offered() throws IOException {
    var rows = Files.readAllLines(SAMPLES.resolve("catalogue.csv"));
    var chosen = new ArrayList<>(List.of(rows.getFirst()));
    for (var row : rows)
      if (RECORDINGS.contains(row.split(",", 2)[0]))
        chosen.add(
            row.replace(",catalogue/", "," + SAMPLES + "/catalogue/")
                .replace("mandates/", SAMPLES + "/mandates/"));
    return Files.write(folder.resolve("catalogue.csv"), chosen).toString();
  }

  /// Cases of A whose uploads are down: what else would take a platform, a notice and its looks.
  /// The first two are of the first two recordings, the others of the third.
  private static List<UUID> takenDown(InstallationProcess a, int count) {
    var cases = new ArrayList<UUID>();
    try (var database = a.database()) {
      database.inTransaction(() -> {
        database
            .sql()
            .sql("insert into platform values ('p', 'P', 'none', null, true, now())")
            .update();
        for (int i = 0; i < count; i++) cases.add(takenDown(database, i));
      });
    }
    return cases;
  }

  private static UUID takenDown(Database database, int number) {
    var id = new UUID(((number + 1L) << 16) | 0x7000L, 0x8000_0000_0000_0000L);
    for (var sql : CASE)
      database
          .sql()
          .sql(sql)
          .param("id", id)
          .param("recording", RECORDINGS.get(Math.min(number, 2)))
          .param("at", Instant.now().atOffset(ZoneOffset.UTC))
          .update();
    return id;
  }

  private static final List<String> CASE =
      List.of(
          """
          insert into upload (id, platform_id, external_id, revision, state, published_at, page_url,
            audio_url, seconds, uploader, credits, uploader_id, title, seen_at, changed_at)
          values (:id, 'p', 'u' || :id::text, 1, 'SEEN', :at, 'https://x.test', 'https://x.test', 200,
            '{}', '{}', 'somebody', 'a title', :at, :at)
          """,
          "insert into routing values (:id, :id, :id, :at, '[]', '[]', '{}')",
          """
          insert into enforcement_case (id, state, basis, outcome, code, reason, platform_id,
            upload_id, target_external_id, uploader_id, audio_sha256, routing_id, assessment_id,
            owner, regime, territories, recordings, strength, opened_at, changed_at)
          values (:id, 'DOWN', 'COPIED_RECORDING', 'NOTICE', 'NOTICE', 'a match', 'p', :id,
            'u' || :id::text, 'somebody', encode(sha256(:id::text::bytea), 'hex'), :id, :id, 'us',
            'US_512', '{US}', array[:recording::text], 40, :at, :at)
          """,
          """
          insert into notice (id, case_id, state, platform_id, target_external_id, upload_id, basis,
            round, idempotency_key, mandate_id, mandate_sha256, drafted_for, document,
            document_sha256, evidence_sha256, attestation_id, drafted_at, changed_at)
          values (:id, :id, 'VERIFIED_DOWN', 'p', 'u' || :id::text, :id, 'COPIED_RECORDING', 1,
            translate(substr(md5(:id::text), 1, 26), '0189', 'ghij'), 'm1', repeat('a', 64), :id,
            ''::bytea, encode(sha256(''::bytea), 'hex'), repeat('b', 64), :id, :at, :at)
          """);

  private void assertNothingIsLostOrTwice(InstallationProcess b) {
    b.close();
    try (var theirs = b.database();
        var ours = database("a")) {
      assertThat(
              list(
                  theirs,
                  "select encode(body, 'hex') from exchange_received where partner = 'a' order by idx"))
          .isEqualTo(list(ours, "select encode(body, 'hex') from exchange_published order by idx"))
          .hasSize(2 + KILLS + 2);
      assertThat(entries(theirs))
          .containsExactlyElementsOf(
              java.util.stream.IntStream.range(0, 2 + KILLS + 2).boxed().toList());
      assertThat(
              list(
                  theirs,
                  "select about from exchange_published where kind = 'opinion' and about is not null"))
          .hasSize(2)
          .doesNotHaveDuplicates();
      assertThat(
              list(
                  theirs,
                  "select from_advice || ' ' || to_advice from screening_change order by seq"))
          .containsExactly("BLOCK HOLD", "BLOCK ALLOW", "HOLD ALLOW");
      assertThat(list(theirs, "select claim_id from exchange_print where state = 'INDEXED'"))
          .hasSize(KILLS);
      var reached = state(theirs);
      var partners = new Partners(theirs);
      theirs.inTransaction(() ->
          new Received(theirs, partners)
              .replay(partners.find("a").orElseThrow(), InstantSource.system().instant()));
      assertThat(state(theirs)).isEqualTo(reached).hasSizeGreaterThan(2 * (2 + KILLS));
    }
  }

  private Database database(String name) {
    return Database.open(
        org.antiphon.database.DatabaseSettings.embedded(folder.resolve(name))
            .withCache(org.antiphon.database.TestDatabase.cache()));
  }

  private static List<String> state(Database database) {
    return list(
        database,
        """
        select 'c' || to_jsonb(c)::text from exchange_claim c
        union all select 'h' || to_jsonb(h)::text from exchange_hash h
        union all select 'o' || to_jsonb(o)::text from exchange_opinion o where partner = 'a'
        order by 1
        """);
  }

  /// The numbers of the records that the ledger says were received, in its order.
  private static List<Integer> entries(Database database) {
    var numbers = new ArrayList<Integer>();
    for (var body :
        list(
            database,
            "select convert_from(body, 'UTF8') from ledger_entry"
                + " where kind = 'exchange.received' and subject_id = 'a' order by id")) {
      var data = tools.jackson.databind.json.JsonMapper.shared().readTree(body).path("data");
      for (int i = data.path("from").asInt(); i < data.path("to").asInt(); i++) numbers.add(i);
    }
    return numbers;
  }

  private static List<String> list(Database database, String sql) {
    return database.sql().sql(sql).query((row, _) -> row.getString(1)).list();
  }
}
