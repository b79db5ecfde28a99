package org.antiphon.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.antiphon.impersonation.Identity.Conclusion;
import org.antiphon.impersonation.Impersonation;
import org.junit.jupiter.api.Test;

/// Two sets of invented credits by another hand than the rules', each row with why it is expected
/// what it is. The rules were mended after each: what is held here is that they stay so.
class OtherHandTest {
  @Test
  void theFirstSetStaysAsItWasMended() throws IOException {
    holds(ImpersonationEvaluation.run(resource("roster-1.csv"), resource("credits-1.tsv")), 600, 1);
  }

  @Test
  void theSecondSetStaysAsItWasMended() throws IOException {
    holds(ImpersonationEvaluation.run(resource("roster-2.csv"), resource("credits-2.tsv")), 180, 0);
  }

  private static void holds(ImpersonationReport report, int rows, int wrong) {
    int counted =
        report.table().values().stream()
            .flatMap(row -> row.values().stream())
            .mapToInt(Integer::intValue)
            .sum();
    assertThat(counted).isGreaterThan(rows);
    assertThat(report.wrong()).hasSizeLessThanOrEqualTo(wrong);
    assertThat(report.table().get(Conclusion.NONE)).containsEntry(Conclusion.IMPERSONATION, 0);
  }

  private static Path resource(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(Impersonation.class.getResource("other-hand/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
