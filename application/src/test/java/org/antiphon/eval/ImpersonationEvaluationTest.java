package org.antiphon.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.antiphon.impersonation.Identity.Conclusion;
import org.antiphon.impersonation.Impersonation;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The development set: invented artists; the rows `a…` were written before the rules, the rows
/// `b…` against them.
class ImpersonationEvaluationTest {
  private static final Path ROSTER = resource("roster.csv");
  private static final Path CREDITS = resource("credits.tsv");

  @TempDir Path folder;

  @Test
  void theDevelopmentSetIsLargeAndHalfOfItOlderThanTheRules() throws IOException {
    var lines = Files.readAllLines(CREDITS);
    assertThat(lines).hasSizeGreaterThan(200);
    assertThat(lines.stream().filter(line -> line.startsWith("a")).count())
        .isGreaterThanOrEqualTo(lines.size() / 2);
  }

  @Test
  void precisionAndRecallReachTheirGoals() throws IOException {
    var report = ImpersonationEvaluation.run(ROSTER, CREDITS);
    assertThat(report.precision()).isGreaterThanOrEqualTo(0.99);
    assertThat(report.recall()).isGreaterThanOrEqualTo(0.95);
    assertThat(report.wrong()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void noReferenceIsEverAnImpersonation() throws IOException {
    var report = ImpersonationEvaluation.run(ROSTER, CREDITS);
    assertThat(report.table().get(Conclusion.NONE)).containsEntry(Conclusion.IMPERSONATION, 0);
  }

  @Test
  void ofTwoHundredNamesInOtherLettersOrWithUnseenOnesNineteenInTwentyAreFound() {
    var report = ImpersonationEvaluation.attack(ROSTER, 200, 20_261_128);
    assertThat(report.rows()).extracting(AttackReport.Row::kind).contains("letters", "invisible");
    assertThat(report.rows())
        .allSatisfy(row -> {
          assertThat(row.variants()).isEqualTo(200);
          // marks fold away, so a common name is again a common name, which says nothing by itself
          if (!row.kind().equals("marks"))
            assertThat(row.found()).as(row.kind()).isGreaterThanOrEqualTo(0.95);
        });
    assertThat(ImpersonationEvaluation.attack(ROSTER, 200, 20_261_128)).isEqualTo(report);
  }

  @Test
  void everyFaultyRowIsNamed() throws IOException {
    var credits = folder.resolve("credits.tsv");
    Files.writeString(
        credits,
        """
        id	artists	title	release_date	machine_made	expected
        1	main:A@b	T	2026-02-30	no	NONE
        2	main:A@b	T		maybe	NONE
        3	main:A@b	T		no	PERHAPS
        """);
    assertThatThrownBy(() -> ImpersonationEvaluation.run(ROSTER, credits))
        .isInstanceOf(InvalidInput.class)
        .satisfies(e ->
            assertThat(((InvalidInput) e).faults())
                .extracting(fault -> fault.where().replaceFirst(".*:", ""))
                .containsExactly("2", "3", "4"));
  }

  private static Path resource(String name) {
    try {
      return Path.of(Objects.requireNonNull(Impersonation.class.getResource(name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
