package org.antiphon.bench;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.antiphon.database.Database;
import org.antiphon.network.graph.Consequences;
import org.antiphon.network.graph.Graph;
import org.antiphon.network.graph.Node;
import org.antiphon.network.graph.Questions;

/// `bench network`: the questions G1 to G7 on a graph that is seeded into an empty database, wall
/// time at the median and at the 95th percentile. A twentieth of the uploads plays the 20 most
/// copied recordings, a fifth has a case, a tenth was verified gone; families are stars of about 8.
public final class NetworkBench {
  private static final long SEED = 11;
  private final Database database;
  private final InstantSource clock;

  /// An empty database; it is filled.
  public NetworkBench(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// Fills the database and asks.
  ///
  /// @param rounds of each question
  public BenchReport run(int uploads, int rounds) {
    var rows = new ArrayList<BenchRow>();
    long began = System.nanoTime();
    new NetworkSeed(database, clock.instant()).plant(uploads);
    rows.add(new BenchRow("uploads", uploads, "uploads"));
    rows.add(new BenchRow("seeding", (System.nanoTime() - began) / 1e9, "s"));
    rows.add(new BenchRow("database", bytes() / 1e6, "MB"));
    var graph = new Graph(database, clock);
    for (var question : questions(graph, uploads)) rows.addAll(ask(question, rounds));
    began = System.nanoTime();
    var missing = graph.consequences().withoutReasons(Consequences.expected());
    rows.add(new BenchRow("nightly check of reasons", (System.nanoTime() - began) / 1e9, "s"));
    rows.add(new BenchRow("without reasons", missing.size(), "nodes"));
    return new BenchReport(rows, Machine.here());
  }

  private record Question(String name, java.util.function.ToLongFunction<Random> asked) {}

  private List<Question> questions(Graph graph, int uploads) {
    var now = clock.instant();
    var earlier = now.minusSeconds(200 * 86_400L);
    var questions = graph.questions();
    int recordings = Math.max(40, uploads / 20);
    return List.of(
        new Question(
            "G1 spread, much copied", r -> questions.spread("r" + r.nextInt(20), now).uploads()),
        new Question(
            "G1 spread, any", r -> questions.spread("r" + r.nextInt(recordings), now).uploads()),
        new Question(
            "G2 neighbourhood, depth 2",
            r -> graph.neighbourhood().around(upload(r, uploads), 2, now).nodes().size()),
        new Question(
            "G2 neighbourhood, depth 4",
            r -> graph.neighbourhood().around(upload(r, uploads), 4, now).nodes().size()),
        new Question("G3 accounts", r -> questions.accounts(2 + r.nextInt(3), now).size()),
        new Question(
            "G4 clusters by distributor",
            _ -> questions.clusters(Questions.By.DISTRIBUTOR, now).size()),
        new Question(
            "G4 clusters by account", _ -> questions.clusters(Questions.By.ACCOUNT, now).size()),
        new Question(
            "G5 returns, much copied", r -> questions.returns("r" + r.nextInt(20), now).size()),
        new Question(
            "G6 consequences of a recording",
            r ->
                graph.consequences().of(new Node("recording", "r" + r.nextInt(20))).lines().size()),
        new Question(
            "G7 origin",
            r -> questions.origin(upload(r, uploads).uuid(), now).orElseThrow().members()),
        new Question(
            "G8 spread 200 days ago",
            r -> questions.spread("r" + r.nextInt(20), earlier).uploads()));
  }

  private static Node upload(Random random, int uploads) {
    return new Node("upload", NetworkSeed.id(random.nextInt(uploads)).toString());
  }

  private static List<BenchRow> ask(Question question, int rounds) {
    var random = new Random(SEED);
    var millis = new double[rounds];
    long answers = 0;
    long warmed = question.asked.applyAsLong(random); // as a second person would find it
    if (warmed < 0) throw new IllegalStateException(question.name);
    for (int i = 0; i < rounds; i++) {
      long began = System.nanoTime();
      answers += question.asked.applyAsLong(random);
      millis[i] = (System.nanoTime() - began) / 1e6;
    }
    java.util.Arrays.sort(millis);
    return List.of(
        new BenchRow(question.name + ", p50", millis[(rounds - 1) / 2], "ms"),
        new BenchRow(question.name + ", p95", millis[(int) Math.ceil(0.95 * rounds) - 1], "ms"),
        new BenchRow(question.name + ", mean size", (double) answers / rounds, "lines"));
  }

  private long bytes() {
    return database
        .sql()
        .sql("select pg_database_size(current_database())")
        .query(Long.class)
        .single();
  }
}
