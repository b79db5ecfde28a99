package org.antiphon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.antiphon.demo.Plan.Planned;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
  private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 17, 4711})
  void everySeedPlantsEnoughOfEachKind(long seed) {
    var plan = draw(seed);
    assertThat(plan).hasSize(60);
    assertThat(plan.stream().filter(one -> one.copyOf().isPresent()).count())
        .isGreaterThanOrEqualTo(25);
    assertThat(plan.stream().filter(one -> one.copyOf().isEmpty()).count())
        .isGreaterThanOrEqualTo(20);
    assertThat(plan.stream().filter(Planned::machineMade).count()).isEqualTo(12);
    assertThat(claiming(plan, "impersonation")).isEqualTo(8);
    assertThat(claiming(plan, "innocent")).isEqualTo(8);
    assertThat(plan)
        .filteredOn(Planned::machineMade)
        .allSatisfy(one -> assertThat(one.recipe().heardSeconds()).isGreaterThanOrEqualTo(25));
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void theSameSeedPlantsTheSame(long seed) {
    assertThat(draw(seed)).isEqualTo(draw(seed));
  }

  private static long claiming(List<Planned> plan, String identity) {
    return plan.stream().filter(one -> one.claim().identity().orElse("").equals(identity)).count();
  }

  private static List<Planned> draw(long seed) {
    var samples = SampleList.read(Path.of("../samples").toAbsolutePath().normalize(), file -> 40);
    return Plan.draw(seed, 60, samples, NOW);
  }
}
