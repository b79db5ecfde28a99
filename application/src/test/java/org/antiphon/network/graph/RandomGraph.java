package org.antiphon.network.graph;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.antiphon.database.Database;

/// Grows the same random graph in the database and in an [Oracle]: uploads, matches, equal sounds,
/// cases and ends, and now and then something is taken back.
final class RandomGraph {
  static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");
  private final Database database;
  private final Graph graph;
  private final Random random;
  private final int recordings;
  private final int accounts;
  private Instant now = BEGAN;
  final Oracle oracle = new Oracle();

  RandomGraph(Database database, long seed, int uploads) {
    this.database = database;
    this.graph = new Graph(database, () -> now);
    this.random = new Random(seed);
    this.recordings = Math.max(3, uploads / 12);
    this.accounts = Math.max(3, uploads / 8);
    for (var platform : List.of("p1", "p2"))
      database
          .sql()
          .sql("insert into platform values (?, ?, 'none', null, true, ?)")
          .params(platform, platform, time(BEGAN))
          .update();
    for (int i = 0; i < uploads; i++) grow(i);
  }

  Instant now() {
    return now;
  }

  Graph graph() {
    return graph;
  }

  private void grow(int number) {
    now = now.plus(Duration.ofMinutes(random.nextInt(1, 300)));
    var id = upload(number);
    if (random.nextInt(10) < 8) carry(id);
    if (random.nextInt(10) < 5) equal(id);
    if (random.nextInt(10) < 3) aCase(id);
    now = now.plusSeconds(60);
    var any = oracle.uploads.keySet().stream().skip(random.nextInt(number + 1)).findFirst();
    switch (random.nextInt(6)) {
      case 0 -> takeBackEquality();
      case 1 -> takeBackMatches(any.orElseThrow());
      case 2 -> move();
      case 3 -> end(any.orElseThrow());
      default -> {}
    }
  }

  private UUID upload(int number) {
    var id = new UUID((now.toEpochMilli() << 16) | 0x7000L, 0x8000_0000_0000_0000L | number);
    var platform = "p" + random.nextInt(1, 3);
    var account = "a" + random.nextInt(accounts);
    Optional<String> via =
        random.nextBoolean() ? Optional.empty() : Optional.of("label " + random.nextInt(6));
    var said = now.minusSeconds(random.nextInt(500_000));
    database
        .sql()
        .sql(
            """
            insert into upload (id, platform_id, external_id, revision, state, published_at,
              page_url, audio_url, seconds, uploader, credits, uploader_id, title, seen_at, changed_at)
            values (?, ?, ?, 1, 'SEEN', ?, 'https://x.test', 'https://x.test', 100, '{}', '{}', ?, 't', ?, ?)
            """)
        .params(id, platform, "u" + number, time(said), account, time(now), time(now))
        .update();
    via.ifPresent(name -> graph.edges().via(id, name, "credits", now));
    oracle.uploads.put(id, new Oracle.Seen(id, platform, account, via, now, said));
    return id;
  }

  private void carry(UUID upload) {
    var recording = "r" + random.nextInt(recordings);
    double tempo = 0.9 + random.nextInt(20) / 100.0;
    graph
        .edges()
        .carries(
            new Carried(upload, recording, 100, 0, 90, 5, 95, tempo, 0, 40, 1e-40, upload),
            now,
            now);
    oracle.carries.add(new Oracle.Link(upload, recording, tempo, 40, now, Optional.empty()));
    rest("assessment", upload.toString(), "recording", recording);
  }

  private void equal(UUID upload) {
    var others = List.copyOf(oracle.uploads.keySet());
    var other = others.get(random.nextInt(others.size()));
    if (other.equals(upload)) return;
    database.inTransaction(() -> {
      graph.edges().lock();
      graph.edges().same(upload, other, "file", Optional.empty(), "assessment:" + upload, now);
    });
    oracle.same.add(
        new Oracle.Link(other, upload.toString(), 1, 0, now, Optional.empty())); // other is older
  }

  private void aCase(UUID upload) {
    var id = new UUID(random.nextLong(), random.nextLong());
    insertCase(id, oracle.upload(upload));
    oracle.states.add(new Oracle.State(id, upload, "OPEN", now));
    rest("case", id.toString(), "assessment", upload.toString());
    rest("case", id.toString(), "recording", "r0");
  }

  private void insertCase(UUID id, Oracle.Seen upload) {
    database
        .sql()
        .sql(
            """
            with routed as (
              insert into routing (id, assessment_id, upload_id, at, outcomes, trace, data)
              values (:id, :id, :upload, :at, '[]', '[]', '{}') returning id)
            insert into enforcement_case (id, state, basis, outcome, code, reason, platform_id,
              upload_id, target_external_id, uploader_id, audio_sha256, routing_id, assessment_id,
              owner, regime, territories, recordings, strength, opened_at, changed_at)
            select :id, 'OPEN', 'COPIED_RECORDING', 'NOTICE', 'NOTICE', 'a match', :platform,
              :upload, 'x', :account, :audio, id, :upload, 'us', 'US_512', '{US}', '{r0}', 1, :at, :at
            from routed
            """)
        .param("id", id)
        .param("upload", upload.id())
        .param("at", time(now))
        .param("platform", upload.platform())
        .param("account", upload.account())
        .param("audio", "a".repeat(64))
        .update();
  }

  private void move() {
    if (oracle.states.isEmpty()) return;
    var one = oracle.states.get(random.nextInt(oracle.states.size()));
    var to =
        List.of("DOWN", "DOWN", "DOWN", "CLOSED", "RETRACTED", "CONTESTED", "REFUSED")
            .get(random.nextInt(7));
    var current =
        oracle.states.stream().filter(s -> s.about().equals(one.about())).toList().getLast();
    if (current.state().equals(to)) return;
    database
        .sql()
        .sql("update enforcement_case set state = ?, changed_at = ? where id = ?")
        .params(to, time(now), one.about())
        .update();
    oracle.states.add(new Oracle.State(one.about(), one.upload(), to, now));
  }

  private void end(UUID upload) {
    if (oracle.gone.putIfAbsent(upload, now) != null) return;
    database
        .sql()
        .sql("insert into graph_gone values (?, ?, ?)")
        .params(upload, upload, time(now))
        .update();
  }

  private void takeBackEquality() {
    var live = oracle.same.stream().filter(link -> link.end().isEmpty()).toList();
    if (live.isEmpty()) return;
    var link = live.get(random.nextInt(live.size()));
    var to = UUID.fromString(link.to());
    database.inTransaction(() -> {
      graph.edges().lock();
      graph.edges().retractSame(link.from(), to, "file", "a test", now);
    });
    end(oracle.same, link);
  }

  private void takeBackMatches(UUID upload) {
    graph.edges().retractCarries(upload, "a test", now);
    for (var link : List.copyOf(oracle.carries))
      if (link.from().equals(upload) && link.end().isEmpty()) end(oracle.carries, link);
  }

  private void end(List<Oracle.Link> links, Oracle.Link link) {
    links.set(
        links.indexOf(link),
        new Oracle.Link(
            link.from(), link.to(), link.tempo(), link.score(), link.at(), Optional.of(now)));
  }

  private void rest(String kind, String key, String onKind, String onKey) {
    var derived = new Node(kind, key);
    var reason = new Node(onKind, onKey);
    if (kind.equals("assessment")) graph.restsOn(derived, List.of(reason), Optional.empty());
    oracle.derived.computeIfAbsent(reason, _ -> new HashSet<>()).add(derived);
  }

  /// Dates to ask about: now, and some along the way.
  Set<Instant> dates(int count) {
    var dates = new HashSet<>(Set.of(now));
    long whole = Duration.between(BEGAN, now).toSeconds();
    for (int i = 0; i < count; i++) dates.add(BEGAN.plusSeconds(random.nextLong(whole)));
    return dates;
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
