package org.antiphon.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.antiphon.audio.Pcm;
import org.antiphon.detection.Bracket;
import org.antiphon.detection.CombParameters;
import org.antiphon.detection.Detection.Segment;
import org.antiphon.detection.Detection.Verdict;
import org.antiphon.eval.DetectEvaluation.Judged;
import org.antiphon.eval.SpliceEvaluation.Spliced;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DetectReportTest {
  @Test
  void falseAccusationsAreBoundByClopperAndPearson() {
    assertThat(DetectReport.upper95(0, 300)).isCloseTo(1 - Math.pow(0.05, 1 / 300.0), within(1e-9));
    assertThat(DetectReport.upper95(2, 207)).isCloseTo(0.0301, within(1e-4));
  }

  @Test
  void ratesAreTakenAgainstHumansUnderTheSameCondition() {
    var files = new ArrayList<Judged>();
    files.add(file("human", "mp3-64k", 9));
    files.add(file("human", "none", 1));
    files.add(file("human", "none", 2));
    files.add(file("ai", "none", 1.5));
    files.add(file("ai", "none", 5));
    JsonNode kinds =
        JsonMapper.shared().readTree(new DetectReport(files).json()).path("kinds").path(0);
    assertThat(kinds.path("condition").asString()).isEqualTo("none");
    assertThat(kinds.path("tprAtFpr0.01").path("rate").asDouble()).isEqualTo(0.5);
    assertThat(kinds.path("tprAtFpr0.01").path("limit").asDouble()).isEqualTo(2);
    assertThat(kinds.path("auc").asDouble()).isEqualTo(0.75);
  }

  @Test
  void eachGeneratorIsCountedByItself() {
    var files = List.of(file("human", "none", 2), file("ai", "none", 1.5), file("ai", "none", 5));
    JsonNode rows = JsonMapper.shared().readTree(new DetectReport(files).json()).path("generators");
    assertThat(rows).hasSize(1);
    assertThat(rows.path(0).path("generator").asString()).isEqualTo("source");
    assertThat(rows.path(0).path("tprAtFpr0.001").path("rate").asDouble()).isEqualTo(0.5);
  }

  @Test
  void aCalibrationCountsFilesAsTheyAreByBracket() {
    var files =
        List.of(file("human", "none", 2), file("human", "mp3-64k", 3), file("resynth", "none", 5));
    var counted =
        JsonMapper.shared().readTree(new DetectReport(files).calibration(CombParameters.current()));
    var strong = counted.path("brackets").path("STRONG");
    assertThat(strong.path("humans").asInt()).isEqualTo(1);
    assertThat(strong.path("decoders").asInt()).isEqualTo(1);
    assertThat(counted.path("brackets").path("MACHINE_MADE").path("humans").asInt()).isZero();
    assertThat(counted.path("parametersSha256").asString())
        .isEqualTo(CombParameters.current().sha256());
  }

  @Test
  void aMixLiesSoManyDecibelsBelowOtherMusicAndDoesNotClip() {
    float[] mixed = {0.5f, -0.5f, 0.5f, -0.5f};
    Condition.under(mixed, 1, new Pcm(new float[] {0.1f, 0.1f}, 8_000), 6);
    // The bed is brought to 0.5 and 6 dB more, 0.998; both together reach 1.498.
    double bed = (mixed[0] + mixed[1]) / 2;
    double own = (mixed[0] - mixed[1]) / 2;
    assertThat(20 * Math.log10(bed / own)).isCloseTo(6, within(0.01));
    assertThat(mixed[0]).isCloseTo(1, within(1e-6f));
  }

  @Test
  void bordersOfASpliceAreHeldAgainstTheStretchesThatTouchIt() {
    var machine =
        new Spliced(
            "ai",
            "source",
            "a",
            "host",
            30,
            50,
            "CANNOT_TELL",
            List.of(
                new Segment(2, 5, Verdict.MACHINE_MADE),
                new Segment(31, 40, Verdict.MACHINE_MADE),
                new Segment(42, 50.5, Verdict.MACHINE_MADE)));
    var missed = new Spliced("ai", "source", "b", "host", 30, 50, "NO_SIGN", List.of());
    JsonNode row =
        JsonMapper.shared()
            .readTree(new SpliceReport(List.of(machine, missed)).json())
            .path("kinds")
            .path(0);
    assertThat(row.path("seen").asInt()).isEqualTo(1);
    assertThat(row.path("bothBordersWithin2s").asInt()).isEqualTo(1);
    assertThat(row.path("medianBorderErrorSeconds").asDouble()).isEqualTo(1);
    assertThat(row.path("strayStretches").asInt()).isEqualTo(1);
  }

  @Test
  void aConditionThatSaysNothingIsRefused() {
    assertThat(Condition.of("mp3-64k, speed-5, tempo-10, mix-6")).hasSize(4);
    assertThat(Condition.of("")).isEqualTo(List.of(Condition.NONE));
    assertThatThrownBy(() -> Condition.of("louder")).isInstanceOf(InvalidInput.class);
  }

  @Test
  void aSourceHasNoPartInTheLimitThatItIsHeldAgainst() {
    var files =
        List.of(
            named("human", "loud", Bracket.STRONG, 4, 0.8),
            named("human", "soft", Bracket.WEAK, 2, 0.6),
            named("human", "loop", Bracket.REFUSED, 20, 0.9),
            named("ai", "machine", Bracket.MACHINE_MADE, 4.9, 0.99),
            named("ai", "machine", Bracket.MACHINE_MADE, 5.1, 0.99));
    var rows = LeftOut.of(files);
    // Without "loud" the limit is 2.5, and its 4 lies beyond; what is refused stays so.
    assertThat(rows)
        .contains(
            new LeftOut("human", "loud", 2.5, 1, 1),
            new LeftOut("human", "soft", 5, 0, 1),
            new LeftOut("human", "loop", 5, 0, 1),
            new LeftOut("ai", "machine", 5, 1, 2));
  }

  @Test
  void aProbabilityIsHeldAgainstTheShareThatWasSeen() {
    var files =
        List.of(
            named("human", "a", Bracket.NONE, 0, 0.1),
            named("human", "a", Bracket.NONE, 0, 0.1),
            named("human", "a", Bracket.NONE, 0, 0.1),
            named("human", "a", Bracket.STRONG, 4, 0.9),
            named("ai", "b", Bracket.STRONG, 4, 0.9),
            named("ai", "b", Bracket.NONE, 0, 0.1));
    var rows = Reliability.of(files);
    var strong = rows.stream().filter(row -> row.bracket() == Bracket.STRONG).findFirst();
    assertThat(strong)
        .get()
        .satisfies(row -> {
          assertThat(row.stated()).isCloseTo(0.9, within(1e-12));
          assertThat(row.observed()).isCloseTo(0.5 / (0.5 + 0.25), within(1e-12));
          assertThat(row.low()).isLessThan(row.observed());
          assertThat(row.high()).isGreaterThan(row.observed());
        });
    assertThat(rows.stream().filter(row -> row.bracket() == Bracket.REFUSED))
        .singleElement()
        .satisfies(row -> assertThat(row.observed()).isNaN());
  }

  private static Judged file(String kind, String condition, double strength) {
    return new Judged(
        kind + strength,
        kind,
        "source",
        condition,
        Verdict.CANNOT_TELL,
        Bracket.STRONG,
        0.5,
        strength,
        strength,
        50,
        20);
  }

  private static Judged named(
      String kind, String source, Bracket bracket, double strength, double probability) {
    return new Judged(
        source,
        kind,
        source,
        "none",
        Verdict.CANNOT_TELL,
        bracket,
        probability,
        strength,
        strength,
        50,
        20);
  }
}
