package org.antiphon.network.graph;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.antiphon.database.Database;
import org.antiphon.examination.Assessment;
import org.antiphon.intake.Upload;
import tools.jackson.databind.json.JsonMapper;

/// The room's door: learns what was found of each upload, and answers where else a sound is.
///
/// What is learnt of an upload replaces what was known of it; nothing is overwritten, so that every
/// question can be asked as of an earlier date. Families are a lead for a person, never a ground:
/// each notice rests on its own upload's match.
public final class Graph {
  private static final int MOST_CANDIDATES = 200;
  private final Database database;
  private final InstantSource clock;
  private final Families families;
  private final Edges edges;

  /// Keeps its edges in this database.
  public Graph(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.families = new Families(database);
    this.edges = new Edges(database, families);
  }

  /// Takes in the newest assessment of an upload; harmless to repeat.
  public void learn(Upload upload, Assessment assessment) {
    database.inTransaction(() -> {
      edges.lock();
      var found = new Node("assessment", assessment.id().toString());
      if (isLearnt(found)) return;
      var at = clock.instant();
      var id = upload.id().uuid();
      note(found, assessment, at);
      distributor(upload).ifPresent(name -> edges.via(id, name, "credits", at));
      var neighbours = edges.retractAll(id, found.toString(), at);
      var since = upload.fetchedAt().orElse(at);
      for (var fact : assessment.matches())
        edges.carries(
            Carried.of(id, assessment.seconds(), fact, assessment.id().value()), since, at);
      link(id, found.toString(), at);
      for (var neighbour : neighbours) link(neighbour, found.toString(), at);
    });
  }

  private boolean isLearnt(Node assessment) {
    return database
        .sql()
        .sql("select exists (select from graph_rests_on where kind = ? and key = ?)")
        .params(assessment.kind(), assessment.key())
        .query(Boolean.class)
        .single();
  }

  private void note(Node found, Assessment assessment, Instant at) {
    edges.restsOn(found, new Node("algorithm", assessment.algorithm()), Optional.empty(), at);
    var model =
        JsonMapper.shared().readTree(assessment.json()).path("detect").path("model").path("sha256");
    if (model.isString())
      edges.restsOn(found, new Node("model", model.asString()), Optional.empty(), at);
    for (var fact : assessment.matches())
      edges.restsOn(found, new Node("recording", fact.recording().value()), Optional.empty(), at);
  }

  /// Through whom it came, as its credits say; unknown is nothing, since it would join strangers.
  private static Optional<String> distributor(Upload upload) {
    return upload
        .credits()
        .field("distributor")
        .or(upload.credits()::label)
        .map(name -> name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT));
  }

  /// Looks for the same sound: equal hashes, one edge to the oldest that has it; and alignments,
  /// one edge to each other family.
  private void link(UUID upload, String because, Instant at) {
    for (var by : List.of("file", "packets", "pcm"))
      equal(upload, by)
          .ifPresent(other -> edges.same(upload, other, by, Optional.empty(), because, at));
    for (var own : edges.carriedBy(upload))
      for (var other : edges.carrying(own.recording(), MOST_CANDIDATES))
        if (!other.upload().equals(upload)) align(own, other, because, at);
  }

  private void align(Carried own, Carried other, String because, Instant at) {
    var shared = own.sameAs(other);
    if (shared.isEmpty()) return;
    var family = families.of(own.upload());
    if (family.isPresent() && family.equals(families.of(other.upload()))) return;
    edges.same(own.upload(), other.upload(), "alignment", shared, because, at);
  }

  private Optional<UUID> equal(UUID upload, String by) {
    var sql =
        switch (by) {
          case "file" ->
              """
              select other.id from upload own
              join upload other on other.audio_sha256 = own.audio_sha256 and other.id <> own.id
              where own.id = ? order by other.id limit 1
              """;
          case "packets" -> sameHash("packets_sha256");
          default -> sameHash("pcm_sha256");
        };
    return database.sql().sql(sql).param(upload).query(UUID.class).optional();
  }

  private static String sameHash(String column) {
    return """
    select other.id from upload own
    join sound_hash mine on mine.audio_sha256 = own.audio_sha256
    join sound_hash his on his.%1$s = mine.%1$s and his.audio_sha256 <> mine.audio_sha256
    join upload other on other.audio_sha256 = his.audio_sha256
    where own.id = ? order by other.id limit 1
    """
        .formatted(column);
  }

  /// Records what something of a later room was derived from, in the caller's transaction.
  ///
  /// @param entry the ledger's
  public void restsOn(Node derived, List<Node> reasons, Optional<UUID> entry) {
    var at = clock.instant();
    for (var reason : reasons) edges.restsOn(derived, reason, entry, at);
  }

  /// Who has had a sound.
  ///
  /// @param accounts how many different ones
  /// @param days from our first sight of it to the last
  public record Holders(long accounts, long days) {}

  /// Who has had the sound with this name.
  ///
  /// @param alg `file`, `packets` or `pcm`
  public Holders holders(String alg, String value) {
    var column =
        switch (alg) {
          case "packets" -> "h.packets_sha256";
          case "pcm" -> "h.pcm_sha256";
          default -> "h.audio_sha256";
        };
    return database
        .sql()
        .sql(
            """
            select count(distinct u.platform_id || '/' || u.uploader_id),
              coalesce(extract(day from max(u.seen_at) - min(u.seen_at)), 0)
            from sound_hash h join upload u on u.audio_sha256 = h.audio_sha256
            where %s = ?
            """
                .formatted(column))
        .param(value)
        .query((row, _) -> new Holders(row.getLong(1), row.getLong(2)))
        .single();
  }

  /// Whether a case on this recording stands: verified down, and neither contested nor taken back.
  public boolean isUpheld(String recording) {
    return database
        .sql()
        .sql(
            """
            select exists (select from enforcement_case c
              join graph_case_state s on s.case_id = c.id and s.until is null
              where c.recordings @> array[?] and c.basis = 'COPIED_RECORDING' and s.was_down and s.state in ('DOWN', 'CLOSED'))
            """)
        .param(recording)
        .query(Boolean.class)
        .single();
  }

  /// Questions G1, G3, G4, G5 and G7.
  public Questions questions() {
    return new Questions(database, families);
  }

  /// Question G2.
  public Neighbourhood neighbourhood() {
    return new Neighbourhood(database);
  }

  /// Question G6.
  public Consequences consequences() {
    return new Consequences(database);
  }

  /// The whole graph, for other programs.
  public GraphExport export() {
    return new GraphExport(database);
  }

  Edges edges() {
    return edges;
  }

  Families families() {
    return families;
  }

  /// A question: no compiled plans (they cost more than they bring), memory enough to gather a
  /// million uploads without a file, and never longer than 5 s.
  static <T> T asking(Database database, Supplier<T> question) {
    return database.inTransaction(() -> {
      database.sql().sql("set local jit = off").update();
      database.sql().sql("set local work_mem = '64MB'").update();
      database.sql().sql("set local statement_timeout = '5s'").update();
      return question.get();
    });
  }
}
