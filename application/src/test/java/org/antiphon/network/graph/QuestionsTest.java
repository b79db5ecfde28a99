package org.antiphon.network.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every question against the same graph in memory, now and as of earlier dates. The graph grows by
/// chance with this seed; `-Doracle.uploads=10000` makes it large.
class QuestionsTest {
  private static final int UPLOADS = Integer.getInteger("oracle.uploads", 300);
  private final Database database = TestDatabase.fresh();

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void everyAnswerIsThatOfTheNaiveOracle(long seed) {
    var random = new RandomGraph(database, seed, UPLOADS);
    for (var asOf : random.dates(4)) {
      spreadAndReturns(random, asOf);
      casesByAccountAndWay(random, asOf);
      neighbourhoodAndOrigin(random, asOf);
    }
    families(random);
    consequences(random);
  }

  private static void spreadAndReturns(RandomGraph random, Instant asOf) {
    var recordings =
        random.oracle.carries.stream().map(Oracle.Link::to).distinct().limit(40).toList();
    for (var recording : recordings) {
      var spread = random.graph().questions().spread(recording, asOf);
      var days = new TreeMap<String, Long>();
      spread.days().forEach(day -> days.put(day.day() + " " + day.platform(), day.uploads()));
      assertThat(days).as("G1 " + recording).isEqualTo(random.oracle.days(recording, asOf));
      assertThat(spread.appearances()).hasSize((int) Math.min(500, spread.uploads()));
      var returns = new HashMap<UUID, UUID>();
      for (var each : random.graph().questions().returns(recording, asOf))
        returns.put(each.cameBackAs(), each.upload());
      assertThat(returns).as("G5 " + recording).isEqualTo(random.oracle.returns(recording, asOf));
    }
  }

  private static void casesByAccountAndWay(RandomGraph random, Instant asOf) {
    for (int upheld = 1; upheld < 4; upheld++) {
      var accounts = new TreeMap<String, Long>();
      for (var each : random.graph().questions().accounts(upheld, asOf))
        accounts.put(each.platform() + "/" + each.account(), each.upheld());
      assertThat(accounts).as("G3").isEqualTo(random.oracle.accounts(upheld, asOf));
    }
    for (var by : Questions.By.values()) {
      var found = random.graph().questions().clusters(by, asOf);
      var clusters = new TreeMap<String, String>();
      found.forEach(each -> clusters.put(each.key(), each.upheld() + " of " + each.decided()));
      assertThat(clusters).as("G4 " + by).isEqualTo(random.oracle.clusters(by, asOf));
      assertThat(found).isSortedAccordingTo((a, b) -> Double.compare(b.low(), a.low()));
    }
  }

  private static void neighbourhoodAndOrigin(RandomGraph random, Instant asOf) {
    var some =
        random.oracle.uploads.values().stream()
            .filter(each -> !each.seen().isAfter(asOf))
            .map(Oracle.Seen::id)
            .limit(15)
            .toList();
    for (var upload : some) {
      var around = random.graph().neighbourhood().around(Node.upload(upload), 3, asOf);
      if (!around.truncated())
        assertThat(around.nodes()).as("G2").isEqualTo(random.oracle.around(upload, 3, asOf));
      var origin = random.graph().questions().origin(upload, asOf).orElseThrow();
      assertThat(origin.firstSeen()).as("G7").isEqualTo(random.oracle.firstSeen(upload, asOf));
    }
  }

  private static void families(RandomGraph random) {
    for (var upload : random.oracle.uploads.keySet()) {
      var component = random.oracle.component(upload, random.now());
      var family = random.graph().families().of(upload);
      if (component.size() == 1) assertThat(family).as("alone").isEmpty();
      else {
        assertThat(family).hasValue(component.iterator().next());
        assertThat(random.graph().families().members(family.get()))
            .containsExactlyElementsOf(component);
      }
    }
  }

  private static void consequences(RandomGraph random) {
    for (var reason : random.oracle.derived.keySet()) {
      var closure = random.graph().consequences().of(reason);
      var found =
          closure.lines().stream()
              .map(line -> new Node(line.kind(), line.key()))
              .collect(Collectors.toCollection(HashSet::new));
      assertThat(found).as("G6 " + reason).isEqualTo(random.oracle.closure(reason));
    }
  }
}
