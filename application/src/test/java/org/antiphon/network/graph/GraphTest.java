package org.antiphon.network.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.database.UuidV7;
import org.antiphon.examination.Assessment;
import org.antiphon.examination.AssessmentId;
import org.antiphon.examination.Conclusion;
import org.antiphon.examination.CopyFact;
import org.antiphon.examination.Signs;
import org.antiphon.examination.Stretch;
import org.antiphon.intake.Credits;
import org.antiphon.intake.PlatformId;
import org.antiphon.intake.Upload;
import org.antiphon.intake.UploadId;
import org.antiphon.intake.UploadState;
import org.antiphon.intake.Uploader;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is learnt of uploads, and what it says of their spread.
class GraphTest {
  @TempDir private Path folder;
  private final Database database = TestDatabase.fresh();
  private Instant now = Instant.parse("2026-05-01T00:00:00Z");
  private final Graph graph = new Graph(database, () -> now);
  private int count;

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void twoUploadsOfTheSameStretchAreOneFamily() {
    var one = learn(upload("a".repeat(64)), fact("r1", 0, 100, 0, 100));
    var other = learn(upload("b".repeat(64)), fact("r1", 0, 90, 5, 95));
    assertThat(graph.families().of(other)).isEqualTo(graph.families().of(one)).isPresent();
    var spread = graph.questions().spread("r1", now);
    assertThat(spread.uploads()).isEqualTo(2);
    assertThat(spread.appearances().getFirst().distributor()).isEqualTo("night records");
  }

  @Test
  void aMedleyIsNoMemberOfEitherSongsFamily() {
    var first = learn(upload("a".repeat(64)), fact("r1", 0, 100, 0, 100));
    var second = learn(upload("b".repeat(64)), fact("r2", 0, 100, 0, 100));
    var medley =
        learn(upload("c".repeat(64)), fact("r1", 0, 50, 0, 50), fact("r2", 50, 100, 0, 50));
    assertThat(graph.families().of(medley)).isEmpty();
    assertThat(graph.families().of(first)).isEmpty();
    assertThat(graph.families().of(second)).isEmpty();
  }

  @Test
  void theSameFileAndTheSamePacketsAreOneFamilyWithoutAnyMatch() {
    var one = learn(upload("a".repeat(64)));
    var copy = learn(upload("a".repeat(64)));
    named("a".repeat(64), "9".repeat(64));
    named("b".repeat(64), "9".repeat(64));
    var retagged = learn(upload("b".repeat(64)));
    assertThat(graph.families().members(graph.families().of(one).orElseThrow()))
        .containsExactly(one, copy, retagged);
  }

  @Test
  void aNewerAssessmentTakesTheOlderOnesMatchesBackAndSplitsTheFamily() {
    var seen = upload("a".repeat(64));
    var one = learn(seen, fact("r1", 0, 100, 0, 100));
    var other = learn(upload("b".repeat(64)), fact("r1", 0, 100, 0, 100));
    var before = now;
    now = now.plusSeconds(3600);
    learn(seen);
    assertThat(graph.families().of(one)).isEmpty();
    assertThat(graph.families().of(other)).isEmpty();
    assertThat(graph.questions().spread("r1", now).uploads()).isEqualTo(1);
    assertThat(graph.questions().spread("r1", before).uploads()).isEqualTo(2);
    assertThat(
            database
                .sql()
                .sql("select kind from graph_family_merge order by id")
                .query(String.class)
                .list())
        .contains("SPLIT");
  }

  @Test
  void learningTwiceIsLearningOnce() {
    var seen = upload("a".repeat(64));
    var assessment = assessment(seen, fact("r1", 0, 100, 0, 100));
    graph.learn(seen, assessment);
    graph.learn(seen, assessment);
    assertThat(count("graph_carries")).isEqualTo(1);
  }

  @Test
  void aLostReasonIsFoundByTheNightlyCheck() {
    var seen = upload("a".repeat(64));
    learn(seen, fact("r1", 0, 100, 0, 100));
    var consequences = graph.consequences();
    assertThat(consequences.withoutReasons(Consequences.expected())).isEmpty();
    database.sql().sql("delete from graph_rests_on where on_kind = 'algorithm'").update();
    assertThat(consequences.withoutReasons(Consequences.expected()))
        .singleElement()
        .satisfies(node -> assertThat(node.kind()).isEqualTo("assessment"));
  }

  @Test
  void whatHangsOnARecordingIsReachedThroughItsAssessment() {
    learn(upload("a".repeat(64)), fact("r1", 0, 100, 0, 100));
    graph.restsOn(new Node("claim", "c1"), List.of(new Node("recording", "r1")), Optional.empty());
    graph.restsOn(new Node("screening", "s1"), List.of(new Node("claim", "c1")), Optional.empty());
    var closure = graph.consequences().of(Node.parse("recording:r1"));
    assertThat(closure.counts()).containsOnlyKeys("assessment", "claim", "screening");
  }

  @Test
  void anExportHasNoDifferenceToItselfAndOneToALaterGraph() throws IOException {
    var pseudonyms = new Pseudonyms(new KeyFolder(folder.resolve("keys")));
    learn(upload("a".repeat(64)), fact("r1", 0, 100, 0, 100));
    var file = new StringWriter();
    graph.export().write(GraphExport.Form.JSONL, now, pseudonyms::of, file);
    assertThat(file.toString()).doesNotContain("someone-1");
    assertThat(diff(file, pseudonyms)).allMatch(d -> d.onlyHere() == 0 && d.onlyInFile() == 0);
    learn(upload("b".repeat(64)), fact("r1", 0, 100, 0, 100));
    assertThat(diff(file, pseudonyms))
        .filteredOn(d -> d.type().equals("SAME_AUDIO"))
        .singleElement()
        .satisfies(d -> assertThat(d.onlyHere()).isEqualTo(1));
  }

  @Test
  void everyFormOfExportNamesEveryEdge() throws IOException {
    learn(upload("a".repeat(64)), fact("r1", 0, 100, 0, 100));
    for (var form : GraphExport.Form.values()) {
      var file = new StringWriter();
      long edges = graph.export().write(form, now, key -> key, file);
      assertThat(edges).isPositive();
      assertThat(file.toString()).contains("recording:r1");
    }
  }

  @Test
  void aNodeThatIsNoneIsRefused() {
    for (var text : List.of("upload:7", "nonsense:1", "r1", "account:x"))
      assertThatThrownBy(() -> Node.parse(text)).isInstanceOf(InvalidInput.class);
  }

  @Test
  void wilsonsLowerEndIsThatOfTheBook() {
    assertThat(wilson(1, 1)).isCloseTo(0.2065, org.assertj.core.data.Offset.offset(5e-4));
    assertThat(wilson(60, 100)).isCloseTo(0.5020, org.assertj.core.data.Offset.offset(5e-4));
  }

  private double wilson(long k, long n) {
    return database
        .sql()
        .sql("select graph_wilson_low(?, ?)")
        .params(k, n)
        .query(Double.class)
        .single();
  }

  private List<GraphExport.Difference> diff(StringWriter file, Pseudonyms pseudonyms)
      throws IOException {
    return graph
        .export()
        .diff(new BufferedReader(new StringReader(file.toString())), now, pseudonyms::of);
  }

  private long count(String table) {
    return database.sql().sql("select count(*) from " + table).query(Long.class).single();
  }

  private void named(String audio, String packets) {
    database
        .sql()
        .sql("insert into sound_hash values (?, ?, null, null, null, 100, ?)")
        .params(audio, packets, now.atOffset(java.time.ZoneOffset.UTC))
        .update();
  }

  private Upload upload(String audio) {
    now = now.plusSeconds(60);
    var id = UuidV7.next(() -> now);
    database
        .sql()
        .sql(
            """
            insert into platform values ('p1', 'P1', 'none', null, true, :at) on conflict do nothing
            """)
        .param("at", now.atOffset(java.time.ZoneOffset.UTC))
        .update();
    database
        .sql()
        .sql(
            """
            insert into upload (id, platform_id, external_id, revision, state, published_at,
              page_url, audio_url, seconds, uploader, credits, uploader_id, title, audio_sha256,
              seen_at, changed_at)
            values (:id, 'p1', :name, 1, 'FETCHED', :at, 'https://x.test', 'https://x.test', 100,
              '{}', '{}', 'someone-1', 'a title', :audio, :at, :at)
            """)
        .param("id", id)
        .param("name", "u" + count++)
        .param("audio", audio)
        .param("at", now.atOffset(java.time.ZoneOffset.UTC))
        .update();
    return new Upload(
        new UploadId(id),
        new PlatformId("p1"),
        "u" + count,
        1,
        now,
        java.net.URI.create("https://x.test"),
        java.net.URI.create("https://x.test"),
        100,
        new Uploader("someone-1", "Someone", Optional.empty(), Optional.empty()),
        Credits.of("{\"title\":\"a title\",\"label\":\"Night  Records\"}"),
        Optional.of(new org.antiphon.blobs.BlobId(audio)),
        Optional.of(now),
        UploadState.FETCHED,
        Optional.empty());
  }

  private UUID learn(Upload upload, CopyFact... facts) {
    now = now.plusSeconds(1);
    graph.learn(upload, assessment(upload, facts));
    return upload.id().uuid();
  }

  private Assessment assessment(Upload upload, CopyFact... facts) {
    return new Assessment(
        new AssessmentId(UuidV7.next(() -> now)),
        upload.id().uuid(),
        upload.audioSha256().orElseThrow(),
        100,
        Conclusion.COPY,
        List.of(facts),
        Signs.NONE,
        "{\"detect\":{\"model\":{\"sha256\":\"" + "f".repeat(64) + "\"}}}",
        "0".repeat(64),
        "lm1/test",
        Optional.empty(),
        now);
  }

  private static CopyFact fact(String recording, double from, double to, double at, double until) {
    return new CopyFact(
        new RecordingId(recording),
        "A title",
        "An artist",
        Optional.empty(),
        new Stretch(from, to),
        new Stretch(at, until),
        1,
        0,
        40,
        1e-40,
        CopyFact.State.MATCH);
  }
}
