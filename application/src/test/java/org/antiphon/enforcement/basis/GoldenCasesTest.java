package org.antiphon.enforcement.basis;

import static org.antiphon.enforcement.basis.FactSets.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.antiphon.catalogue.Authorisation;
import org.antiphon.catalogue.Mandate;
import org.antiphon.enforcement.basis.Facts.Identity.Kind;
import org.antiphon.enforcement.basis.Facts.Touched;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The golden cases of the router, and one positive and one negative case for each of R10 to R16:
/// facts, what comes out (`OUTCOME BASIS REGIME` or `OUTCOME CODE`), and a code of the trace.
class GoldenCasesTest {
  private static final Set<String> US = Set.of("US");
  private static final Set<String> BOTH = Situation.union(List.of(US, EU));
  private static final Mandate NAME = mandate(Mandate.Kind.NAME_LIKENESS, "Ada Kern", Set.of("*"));

  /// @param outcomes in any order; empty: no case
  /// @param fired in the trace; empty text: not asked
  record Golden(
      FactSets facts,
      Standing standing,
      PlatformProfile platform,
      List<String> outcomes,
      String fired) {}

  static Stream<Arguments> golden() {
    return Stream.of(
        row(
            "machine-made, a second sign, a label policy",
            machine(true),
            platform(US, true),
            "",
            "LABEL"),
        row("machine-made, no second sign", machine(false), platform(US, true), "AI_ALONE"),
        row("machine-made, no label policy", machine(true), platform(US, false), "AI_ALONE"),
        row(
            "a match of 150 s under a mandate",
            matching(150),
            platform(US, false),
            "",
            "NOTICE COPIED_RECORDING US_512"),
        row(
            "the same by our distributor",
            matching(150).allowing(Authorisation.Who.LABEL_LINE, "Kern Sounds"),
            platform(US, false),
            "",
            "REFUSE AUTHORISED"),
        row(
            "a mandate for Europe, a platform in both",
            matching(150).under(mandate(EU.toArray(String[]::new))),
            platform(BOTH, true),
            "TERRITORY_LIMITED",
            "NOTICE COPIED_RECORDING EU_DSA"),
        row(
            "a match without a mandate, machine-made",
            matching(150).without(Mandate.Kind.RECORDING).finding(machineMade(false)),
            platform(US, false),
            "AI_ALONE",
            "REFUSE NO_MANDATE"),
        row(
            "12 s of which 9 s are a licensed loop",
            matching(12).excluding(0, 9),
            platform(US, false),
            "",
            "REFUSE EXCLUDED_INTERVAL"),
        row(
            "20 s of 240 s under speech",
            matching(20).finding(speech()),
            platform(US, false),
            "",
            "REVIEW FAIR_USE_REVIEW"),
        row(
            "a voice alike alone, machine-made, labels",
            voice(true, true),
            platform(US, true),
            "LIKENESS_IS_NOT_COPYRIGHT",
            "REFUSE VOICE_ALONE",
            "LABEL"),
        row(
            "on the profile, undelivered, a name mandate",
            named(Kind.IMPERSONATION),
            policy(),
            "IMPERSONATION",
            "NOTICE IMPERSONATION PLATFORM_POLICY"),
        row(
            "an AI cover over our backing",
            matching(150).finding(identity(Kind.POSSIBLE, "AI cover")).with(NAME),
            policy(),
            "",
            "NOTICE COPIED_RECORDING US_512",
            "REVIEW POSSIBLE_IMPERSONATION"),
        new Row(
                "a counter-notice stood last month",
                new Golden(
                    matching(150),
                    countered(),
                    platform(US, false),
                    List.of("REFUSE COUNTER_NOTICE_STANDS"),
                    ""))
            .arguments(),
        row(
            "a manifest signed by the label",
            matching(150).finding(signed(Facts.Provenance.State.TRUSTED, true, true)),
            platform(US, false),
            "",
            "REFUSE AUTHORISED_BY_SIGNATURE"),
        row(
            "two years older than our release",
            older(),
            platform(US, false),
            "",
            "REVIEW PREDATES_REFERENCE"));
  }

  static Stream<Arguments> tenToSixteen() {
    return Stream.of(
        row(
            "R10: a voice alike without a match is likeness",
            voice(true, false),
            platform(US, false),
            "LIKENESS_IS_NOT_COPYRIGHT",
            "REFUSE VOICE_ALONE"),
        quiet(
            "R10: with a match it stays silent",
            matching(150).finding(withVoice(true)),
            platform(US, false),
            "LIKENESS_IS_NOT_COPYRIGHT"),
        row(
            "R11: enrolled without consent the fact is dropped",
            voice(false, false),
            platform(US, false),
            "NO_ENROLMENT_CONSENT"),
        row(
            "R11: beside a claim of the name two people listen",
            new FactSets().finding(voiceAndName()).with(NAME),
            policy(),
            "",
            "REVIEW LIKENESS_NEEDS_TWO",
            "NOTICE IMPERSONATION PLATFORM_POLICY"),
        row(
            "R12: a possible claim is reviewed",
            named(Kind.POSSIBLE),
            policy(),
            "",
            "REVIEW POSSIBLE_IMPERSONATION"),
        row("R12: a reference is no claim", named(Kind.REFERENCE), policy(), "REFERENCE_NOT_CLAIM"),
        row("R12: a namesake is refused", named(Kind.NAMESAKE), policy(), "", "REFUSE NAMESAKE"),
        row(
            "R12: whoever is authorised is refused",
            named(Kind.AUTHORISED),
            policy(),
            "",
            "REFUSE AUTHORISED"),
        row(
            "R12: without a mandate for the name nothing is sent",
            new FactSets().finding(identity(Kind.IMPERSONATION, "CLAIMS_NAME")),
            policy(),
            "",
            "REFUSE NO_MANDATE"),
        row(
            "R13: a mark that refers",
            touched(new Touched.Mark("Ada Kern", "ADA KERN", true, true), Mandate.Kind.TRADEMARK),
            platform(US, false),
            "",
            "REFUSE NOMINATIVE_USE"),
        row(
            "R13: a mark of another office",
            touched(new Touched.Mark("Ada Kern", "ADA KERN", false, false), Mandate.Kind.TRADEMARK),
            platform(US, false),
            "",
            "REFUSE MARK_NOT_VALID"),
        row(
            "R13: whether a valid mark marks origin is for a person to see",
            touched(new Touched.Mark("Ada Kern", "ADA KERN", false, true), Mandate.Kind.TRADEMARK),
            policy(),
            "",
            "REVIEW MARK_UNSEEN"),
        row(
            "R14: the picture alike, the sound not",
            touched(
                new Touched.Artwork("Ada Kern", Optional.of(FactSets.HARBOUR)),
                Mandate.Kind.ARTWORK),
            platform(US, false),
            "",
            "REVIEW ARTWORK_ONLY"),
        quiet("R14: without a picture alike", matching(150), platform(US, false), "ARTWORK_ONLY"),
        row(
            "R15: a song that the platform has licensed",
            touched(
                new Touched.Composition(
                    "Ada Kern", Optional.of(FactSets.HARBOUR), "T0345246801", true, 1, true),
                Mandate.Kind.COMPOSITION),
            platform(US, false),
            "",
            "REFUSE LICENSED_BY_PLATFORM"),
        row(
            "R15: a shared song without the co-owner's consent",
            touched(
                new Touched.Composition(
                    "Ada Kern", Optional.of(FactSets.HARBOUR), "T0345246801", false, 0.5, false),
                Mandate.Kind.COMPOSITION),
            platform(US, false),
            "",
            "REVIEW SHARED_RIGHT"),
        row(
            "R15: a song that is ours alone",
            touched(
                new Touched.Composition(
                    "Ada Kern", Optional.of(FactSets.HARBOUR), "T0345246801", false, 1, true),
                Mandate.Kind.COMPOSITION),
            platform(US, false),
            "",
            "NOTICE COPIED_COMPOSITION US_512"),
        row(
            "R16: a broken manifest is no ground",
            matching(150).finding(signed(Facts.Provenance.State.INVALID, false, false)),
            platform(US, false),
            "PROVENANCE_ALONE",
            "NOTICE COPIED_RECORDING US_512"),
        row(
            "R16: a stranger's manifest authorises nobody",
            matching(150).finding(signed(Facts.Provenance.State.TRUSTED, true, false)),
            platform(US, false),
            "",
            "NOTICE COPIED_RECORDING US_512"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"golden", "tenToSixteen"})
  void theRouterSaysWhatTheTableSays(String what, Golden golden) {
    var routing = golden.facts().routed(golden.standing(), golden.platform());
    assertThat(routing.outcomes().stream().map(GoldenCasesTest::inShort))
        .containsExactlyInAnyOrderElementsOf(golden.outcomes());
    if (golden.fired().startsWith("!"))
      assertThat(routing.fired(golden.fired().substring(1))).isFalse();
    else if (!golden.fired().isEmpty()) assertThat(routing.fired(golden.fired())).isTrue();
    assertThat(routing.outcomes())
        .filteredOn(outcome -> outcome.basis() == Basis.IMPERSONATION)
        .noneMatch(outcome -> inShort(outcome).contains("US_512"));
  }

  private static String inShort(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Notice notice -> "NOTICE " + notice.basis() + " " + notice.regime();
      case Outcome.Label _ -> "LABEL";
      case Outcome.Review review -> "REVIEW " + review.code();
      case Outcome.Refuse refuse -> "REFUSE " + refuse.code();
      case Outcome.Hold hold -> "HOLD " + hold.code();
    };
  }

  private record Row(String what, Golden golden) {
    Arguments arguments() {
      return Arguments.of(what, golden);
    }
  }

  private static Arguments row(
      String what, FactSets facts, PlatformProfile platform, String fired, String... outcomes) {
    return new Row(what, new Golden(facts, Standing.CLEAN, platform, List.of(outcomes), fired))
        .arguments();
  }

  /// A rule that must not fire; what comes out is whatever the other rules say.
  private static Arguments quiet(
      String what, FactSets facts, PlatformProfile platform, String silent) {
    var outcomes =
        facts.routed(Standing.CLEAN, platform).outcomes().stream()
            .map(GoldenCasesTest::inShort)
            .toList();
    return new Row(what, new Golden(facts, Standing.CLEAN, platform, outcomes, "!" + silent))
        .arguments();
  }

  private static PlatformProfile policy() {
    return platform(US, false);
  }

  private static FactSets machine(boolean second) {
    return new FactSets().finding(machineMade(second));
  }

  private static FactSets named(Kind kind) {
    return new FactSets().finding(identity(kind, "ON_PROFILE_UNDELIVERED")).with(NAME);
  }

  private static FactSets touched(Touched touched, Mandate.Kind kind) {
    var none = Facts.Findings.NONE;
    var right = mandate(kind, "Ada Kern", Set.of("*"));
    var facts = new FactSets();
    facts.works.put(FactSets.HARBOUR, FactSets.work(FactSets.HARBOUR, "Ada Kern", right));
    return facts
        .finding(
            new Facts.Findings(
                none.failed(),
                0,
                none.machineMade(),
                none.identity(),
                none.voice(),
                none.provenance(),
                List.of(touched)))
        .with(right);
  }

  private static FactSets older() {
    var facts = matching(150);
    facts.published = LocalDate.of(2022, 3, 1);
    return facts;
  }

  private static Standing countered() {
    return new Standing(
        List.of(
            new Standing.Prior(Basis.COPIED_RECORDING, Standing.Prior.Kind.COUNTER_NOTICE, "c1")),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Standing.Remedy.REMOVAL);
  }

  private static Facts.Findings speech() {
    return new Facts.Findings(
        Optional.empty(),
        0.9,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static FactSets voice(boolean consent, boolean machine) {
    return new FactSets()
        .finding(
            new Facts.Findings(
                Optional.empty(),
                0,
                machine ? Optional.of(new Facts.MachineMade(0.999, true)) : Optional.empty(),
                Optional.empty(),
                Optional.of(new Facts.Voice("Ada Kern", consent)),
                Optional.empty()));
  }

  private static Facts.Findings withVoice(boolean consent) {
    return voice(consent, false).findings;
  }

  private static Facts.Findings voiceAndName() {
    return new Facts.Findings(
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.of(new Facts.Identity(Kind.IMPERSONATION, "Ada Kern", "CLAIMS_NAME")),
        Optional.of(new Facts.Voice("Ada Kern", true)),
        Optional.empty());
  }

  private static Facts.Findings signed(
      Facts.Provenance.State state, boolean covered, boolean ours) {
    return new Facts.Findings(
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Facts.Provenance(state, covered, ours, false)));
  }
}
