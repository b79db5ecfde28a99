package org.antiphon.enforcement.basis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.enforcement.basis.RuleFired.Effect;
import org.antiphon.examination.CopyFact;

/// The basis router: facts in, outcomes and their reasons out. Pure and total.
///
/// Every ground that the facts touch becomes a claim: one for each recording that was matched, one
/// for a name or a voice, one for a picture, a song or a mark, one for machine-made sound. Each
/// claim meets the rules of [Rule#ALL] phase by phase; the first phase with an ending outcome ends
/// it, and inside a phase REFUSE beats REVIEW beats the rest. What comes through to one owner under
/// one law becomes one notice, so that a medley of two recordings of one owner is one notice with
/// two works.
public final class Router {
  /// How much of a weaker match of the same owner must lie under a better one to be left out.
  private static final double COVERED = 0.8;

  private Router() {}

  /// Routes one upload.
  public static Routing route(
      Facts facts, Standing standing, LawBook law, PlatformProfile platform, LocalDate on) {
    return route(new Situation(facts, standing, law, platform, on), Reviews.ASKED);
  }

  /// Routes one upload again after a person has answered what the rules asked: their REVIEWs stand
  /// in the trace and no longer end a claim; everything else still does.
  public static Routing routeReviewed(
      Facts facts, Standing standing, LawBook law, PlatformProfile platform, LocalDate on) {
    return route(new Situation(facts, standing, law, platform, on), Reviews.ANSWERED);
  }

  private enum Reviews {
    ASKED,
    ANSWERED
  }

  private static Routing route(Situation situation, Reviews reviews) {
    var facts = situation.facts();
    var trace = new ArrayList<RuleFired>();
    var outcomes = new ArrayList<Outcome>();
    for (var claim : claims(facts))
      decide(claim, situation, reviews, trace).ifPresent(outcomes::add);
    return new Routing(joined(outcomes), trace, situation.law().sha256());
  }

  private static List<Claim> claims(Facts facts) {
    var claims = new ArrayList<Claim>();
    var byRecording = new LinkedHashMap<RecordingId, List<CopyFact>>();
    for (var copy : facts.copies())
      if (!coveredByBetter(copy, facts))
        byRecording.computeIfAbsent(copy.recording(), _ -> new ArrayList<>()).add(copy);
    byRecording.forEach((recording, segments) ->
        claims.add(
            new Claim(
                Basis.COPIED_RECORDING,
                Optional.of(recording),
                accepted(segments),
                ownerOf(recording, facts),
                Set.of(),
                "")));
    var findings = facts.findings();
    findings.identity().ifPresent(it -> claims.add(Claim.of(Basis.IMPERSONATION, it.artist())));
    findings.voice().ifPresent(it -> claims.add(Claim.of(Basis.LIKENESS, it.artist())));
    for (var touched : findings.touched())
      claims.add(
          new Claim(
              basisOf(touched), touched.recording(), List.of(), touched.owner(), Set.of(), ""));
    boolean machine =
        findings.machineMade().isPresent()
            || findings.provenance().filter(Facts.Provenance::saysAi).isPresent();
    if (machine) claims.add(Claim.of(Basis.AI_LABEL, ""));
    return claims;
  }

  private static Basis basisOf(Facts.Touched touched) {
    return switch (touched) {
      case Facts.Touched.Artwork _ -> Basis.COPIED_ARTWORK;
      case Facts.Touched.Mark _ -> Basis.TRADEMARK;
      case Facts.Touched.Composition _ -> Basis.COPIED_COMPOSITION;
    };
  }

  /// The accepted stretches where there are any; the possible ones alone only otherwise.
  private static List<CopyFact> accepted(List<CopyFact> segments) {
    var matches = segments.stream().filter(copy -> copy.state() == CopyFact.State.MATCH).toList();
    return matches.isEmpty() ? List.copyOf(segments) : matches;
  }

  /// A second version of the same song by the same owner explains the same seconds a little worse:
  /// naming it too would name a recording that was not used.
  private static boolean coveredByBetter(CopyFact copy, Facts facts) {
    return facts.copies().stream()
        .filter(other -> !other.recording().equals(copy.recording()))
        .filter(other -> other.score() > copy.score())
        .filter(other -> other.state() == CopyFact.State.MATCH)
        .filter(other -> ownerOf(other.recording(), facts).equals(ownerOf(copy.recording(), facts)))
        .anyMatch(other ->
            FactRules.overlap(other.upload(), copy.upload()) >= COVERED * copy.upload().seconds());
  }

  private static String ownerOf(RecordingId recording, Facts facts) {
    var work = facts.works().get(recording);
    return work == null ? "" : work.owner();
  }

  private static Optional<Outcome> decide(
      Claim claim, Situation situation, Reviews reviews, List<RuleFired> trace) {
    if (claim.recording().isPresent()
        && !situation.facts().works().containsKey(claim.recording().get())) {
      trace.add(fired("R2", claim, Effect.REFUSED, "NO_MANDATE", "not in the catalogue any more"));
      return Optional.of(
          new Outcome.Refuse(
              claim.basis(), claim.recordings(), "NO_MANDATE", "not in the catalogue any more"));
    }
    var now = claim;
    for (var phase : Rule.Phase.values()) {
      Optional<Ruling> ending = Optional.empty();
      for (var rule : Rule.ALL) {
        if (rule.phase() != phase) continue;
        var ruling = rule.says().apply(now, situation);
        if (ruling.isEmpty()) continue;
        trace.add(
            fired(
                rule.number(),
                now,
                ruling.get().effect(),
                ruling.get().code(),
                ruling.get().reason()));
        now = ruling.get().narrowed().orElse(now);
        boolean answered = reviews == Reviews.ANSWERED && ruling.get().effect() == Effect.REVIEWED;
        if (!answered) ending = stronger(ending, ruling.get());
      }
      if (ending.isPresent()) return ended(now, ending.get());
    }
    return Optional.of(allowed(now, trace));
  }

  private static Optional<Ruling> stronger(Optional<Ruling> standing, Ruling ruling) {
    if (rank(ruling) == 0) return standing;
    return standing.filter(held -> rank(held) >= rank(ruling)).isPresent()
        ? standing
        : Optional.of(ruling);
  }

  private static int rank(Ruling ruling) {
    return switch (ruling.effect()) {
      case REFUSED -> 4;
      case DROPPED -> 3;
      case REVIEWED -> 2;
      case HELD -> 1;
      case NOTED, LIMITED, ALLOWED -> 0;
    };
  }

  private static Optional<Outcome> ended(Claim claim, Ruling ruling) {
    return switch (ruling.effect()) {
      case REFUSED ->
          Optional.of(
              new Outcome.Refuse(
                  claim.basis(), claim.recordings(), ruling.code(), ruling.reason()));
      case REVIEWED ->
          Optional.of(
              new Outcome.Review(
                  claim.basis(), claim.recordings(), ruling.code(), ruling.reason()));
      case HELD -> Optional.of(new Outcome.Hold(notice(claim), ruling.code(), ruling.reason()));
      case DROPPED, NOTED, LIMITED, ALLOWED -> Optional.empty();
    };
  }

  private static Outcome allowed(Claim claim, List<RuleFired> trace) {
    Outcome outcome =
        claim.basis() == Basis.AI_LABEL
            ? new Outcome.Label(claim.basis(), claim.recordings())
            : notice(claim);
    trace.add(fired("-", claim, Effect.ALLOWED, outcome.code(), "nothing stands in the way"));
    return outcome;
  }

  private static Outcome.Notice notice(Claim claim) {
    return new Outcome.Notice(
        claim.basis(), claim.recordings(), claim.owner(), claim.regime(), claim.territories());
  }

  /// Notices of one basis for one owner under one law over the same countries become one.
  private static List<Outcome> joined(List<Outcome> outcomes) {
    var joined = new ArrayList<Outcome>();
    for (var outcome : outcomes) {
      int at = outcome instanceof Outcome.Notice notice ? twin(joined, notice) : -1;
      if (at < 0) joined.add(outcome);
      else joined.set(at, together((Outcome.Notice) joined.get(at), outcome.recordings()));
    }
    return joined;
  }

  private static int twin(List<Outcome> joined, Outcome.Notice notice) {
    for (int i = 0; i < joined.size(); i++)
      if (joined.get(i) instanceof Outcome.Notice other
          && other.basis() == notice.basis()
          && other.owner().equals(notice.owner())
          && other.regime().equals(notice.regime())
          && other.territories().equals(notice.territories())) return i;
    return -1;
  }

  private static Outcome.Notice together(Outcome.Notice notice, List<RecordingId> more) {
    var all = new ArrayList<>(notice.recordings());
    all.addAll(more);
    return new Outcome.Notice(
        notice.basis(), all, notice.owner(), notice.regime(), notice.territories());
  }

  private static RuleFired fired(
      String rule, Claim claim, Effect effect, String code, String reason) {
    return new RuleFired(rule, claim.name(), effect, code, reason);
  }
}
