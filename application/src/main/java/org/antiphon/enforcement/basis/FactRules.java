package org.antiphon.enforcement.basis;

import static org.antiphon.examination.CopyFact.State.BETWEEN;
import static org.antiphon.examination.CopyFact.State.MATCH;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.antiphon.catalogue.ExcludedInterval;
import org.antiphon.examination.CopyFact;
import org.antiphon.examination.Stretch;

/// Rules about what was heard: R3, R4, R6 to R9.
final class FactRules {
  private FactRules() {}

  static Optional<Ruling> r4(Claim claim, Situation on) {
    if (claim.basis() != Basis.COPIED_RECORDING) return Ruling.silent();
    return on.facts()
        .findings()
        .failed()
        .flatMap(code -> Ruling.review("CANNOT_TELL", "the examination ended with " + code));
  }

  static Optional<Ruling> r3(Claim claim, Situation on) {
    if (claim.basis() != Basis.COPIED_RECORDING) return Ruling.silent();
    String algorithm = on.facts().algorithm();
    if (on.limits().calibrated().stream().noneMatch(algorithm::startsWith))
      return Ruling.refuse(
          "UNCALIBRATED",
          "thresholds are calibrated for " + on.limits().calibrated() + ", not for " + algorithm);
    if (claim.segments().stream().anyMatch(segment -> segment.state() == MATCH))
      return Ruling.silent();
    if (claim.segments().stream().anyMatch(segment -> segment.state() == BETWEEN))
      return Ruling.review("ABSTAINED", "alike, but not enough to call it the same recording");
    return Ruling.drop("BELOW_THRESHOLD", "nothing was matched");
  }

  static Optional<Ruling> r6(Claim claim, Situation on) {
    if (!claim.basis().isOfSound()) return Ruling.silent();
    double left = claimableSeconds(claim, on);
    double least = on.limits().minimumSeconds();
    if (left >= least) return Ruling.silent();
    return Ruling.refuse(
        "EXCLUDED_INTERVAL",
        "%.1f s are left of the match without the stretches that are not ours; %.1f s are needed"
            .formatted(left, least));
  }

  static Optional<Ruling> r7(Claim claim, Situation on) {
    if (claim.recording().isEmpty()) return Ruling.silent();
    var published = on.facts().upload().published();
    var released = on.work(claim).recording().released();
    if (published.isEmpty() || released.isEmpty()) return Ruling.silent();
    if (!published.get().isBefore(released.get())) return Ruling.silent();
    return Ruling.review(
        "PREDATES_REFERENCE",
        "published on %s, before our release on %s: ours may be the copy"
            .formatted(published.get(), released.get()));
  }

  static Optional<Ruling> r8(Claim claim, Situation on) {
    if (!claim.basis().isOfSound()) return Ruling.silent();
    var work = on.work(claim);
    for (var other : on.facts().copies())
      for (var segment : claim.segments())
        if (rivals(segment, other, on) && !ownerOf(other, on).equals(work.owner()))
          return Ruling.review(
              "AMBIGUOUS_REFERENCE",
              "the same stretch is as much like %s, which somebody else owns"
                  .formatted(other.recording()));
    if (!work.shared().isEmpty()
        && claim.segments().stream()
            .allMatch(segment -> liesIn(segment.reference(), work.shared())))
      return Ruling.review(
          "AMBIGUOUS_REFERENCE", "the match lies wholly in material that recordings share");
    int uploaders = on.standing().uploaders().getOrDefault(work.recording().id(), 0);
    if (uploaders > on.limits().unrelatedUploaders())
      return Ruling.review(
          "AMBIGUOUS_REFERENCE", uploaders + " unrelated uploaders have this sound");
    return Ruling.silent();
  }

  static Optional<Ruling> r9(Claim claim, Situation on) {
    if (claim.recording().isEmpty()) return Ruling.silent();
    var signs = fairUseSigns(claim, on);
    return signs.isEmpty()
        ? Ruling.silent()
        : Ruling.review("FAIR_USE_REVIEW", String.join("; ", signs));
  }

  private static List<String> fairUseSigns(Claim claim, Situation on) {
    var limits = on.limits();
    var recording = on.work(claim).recording();
    var signs = new ArrayList<String>();
    double matched = matchedSeconds(claim);
    boolean compared = claim.basis().isOfSound();
    if (compared
        && matched < limits.shortSeconds()
        && matched < limits.shortShare() * recording.seconds())
      signs.add("only %.0f s of %.0f s are used".formatted(matched, recording.seconds()));
    if (compared && on.facts().findings().speechShare() > limits.speechShare())
      signs.add("speech lies over most of it");
    String ours = recording.title() + " " + recording.artist();
    for (String word : limits.exceptionWords())
      if (says(on.facts().upload().words(), word) && !says(ours, word))
        signs.add("its credits say \"" + word + "\"");
    return signs;
  }

  private static boolean says(String text, String word) {
    return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])")
        .matcher(text.toLowerCase(Locale.ROOT))
        .find();
  }

  /// Seconds of our recording that were matched, each second counted once.
  static double matchedSeconds(Claim claim) {
    return merged(claim.segments()).stream().mapToDouble(Stretch::seconds).sum();
  }

  private static double claimableSeconds(Claim claim, Situation on) {
    return claimable(
        claim.segments().stream().map(CopyFact::reference).toList(), on.work(claim).exclusions());
  }

  /// Seconds of some stretches of a recording that no exclusion takes away.
  static double claimable(List<Stretch> stretches, List<ExcludedInterval> exclusions) {
    double left = 0;
    for (var stretch : joined(stretches)) {
      double at = stretch.from();
      var excluded =
          exclusions.stream()
              .filter(gap -> gap.to() > stretch.from() && gap.from() < stretch.to())
              .sorted(Comparator.comparingDouble(gap -> gap.from()))
              .toList();
      for (var gap : excluded) {
        left += Math.max(0, gap.from() - at);
        at = Math.max(at, gap.to());
      }
      left += Math.max(0, stretch.to() - at);
    }
    return left;
  }

  private static List<Stretch> merged(List<CopyFact> segments) {
    return joined(segments.stream().map(CopyFact::reference).toList());
  }

  private static List<Stretch> joined(List<Stretch> stretches) {
    var merged = new ArrayList<Stretch>();
    stretches.stream()
        .sorted(Comparator.comparingDouble(Stretch::from))
        .forEach(next -> {
          if (!merged.isEmpty() && merged.getLast().to() >= next.from()) {
            var last = merged.removeLast();
            merged.add(new Stretch(last.from(), Math.max(last.to(), next.to())));
          } else merged.add(next);
        });
    return merged;
  }

  /// Whether `other` explains at least half of the same stretch of the upload about as well.
  private static boolean rivals(CopyFact segment, CopyFact other, Situation on) {
    if (other.recording().equals(segment.recording())) return false;
    double shorter = Math.min(segment.upload().seconds(), other.upload().seconds());
    return overlap(segment.upload(), other.upload()) >= 0.5 * shorter
        && other.score() >= (1 - on.limits().ambiguousScoreShare()) * segment.score();
  }

  private static String ownerOf(CopyFact copy, Situation on) {
    var work = on.facts().works().get(copy.recording());
    return work == null ? copy.artist() : work.owner();
  }

  static double overlap(Stretch a, Stretch b) {
    return Math.max(0, Math.min(a.to(), b.to()) - Math.max(a.from(), b.from()));
  }

  private static boolean liesIn(Stretch inner, List<Stretch> outer) {
    return outer.stream()
        .anyMatch(stretch -> inner.from() >= stretch.from() && inner.to() <= stretch.to());
  }
}
