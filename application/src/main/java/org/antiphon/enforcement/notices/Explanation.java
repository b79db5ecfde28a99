package org.antiphon.enforcement.notices;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.antiphon.catalogue.Recording;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.enforcement.cases.Case;

/// Says in plain words what was found: where, how long, how altered. Never a score, never an
/// accusation.
final class Explanation {
  private Explanation() {}

  /// Where the evidence lies, and where whoever disagrees can say so: two addresses, since the
  /// first is data by its hash and takes no answer.
  record Addresses(String evidence, String appeal) {
    private String unless(String reason) {
      return "The evidence is at %s . If you %s, or think that this is a mistake, tell us at %s ."
          .formatted(evidence, reason, appeal);
    }
  }

  private static final String LICENCE = "have a licence";

  /// What a document of these ingredients has to say, whatever its basis.
  static String of(Drafting.Ingredients of, Addresses at) {
    return switch (of.basis()) {
      case LIKENESS, IMPERSONATION -> of(of.person().orElseThrow(), at);
      case COPIED_ARTWORK ->
          ended(
              "The picture that your upload is shown with is the cover of %s."
                  .formatted(named(of.recordings().values())),
              "We looked at both beside each other. The sound of the upload is no part of this notice.",
              at);
      case COPIED_COMPOSITION ->
          ended(
              "Your upload performs the song that can be heard in %s."
                  .formatted(named(of.recordings().values())),
              "We heard both. Whose recording the upload is plays no part in this notice.",
              at);
      case TRADEMARK ->
          ended(
              "Your upload uses the registered mark \"%s\" as a badge of origin, as if it came from its owner."
                  .formatted(of.mark().orElseThrow().mark().text()),
              "To name the owner, as a cover, a tribute or a review does, needs nobody's leave, and is not what this notice is about.",
              at);
      case COPIED_RECORDING, AI_LABEL -> of(of.segments(), of.recordings(), at);
    };
  }

  private static String ended(String what, String how, Addresses at) {
    return String.join(" ", what, how, at.unless(LICENCE));
  }

  private static String named(Collection<Recording> recordings) {
    return recordings.stream()
        .map(recording ->
            "our recording \"%s\" by %s".formatted(recording.title(), recording.artist()))
        .collect(Collectors.joining(" and "));
  }

  static String of(List<Case.Segment> segments, Map<RecordingId, Recording> works, Addresses at) {
    var sentences = new ArrayList<String>();
    for (var segment : segments) sentences.add(sentence(segment, works));
    sentences.add("We heard both side by side.");
    sentences.add(at.unless(LICENCE));
    return String.join(" ", sentences);
  }

  /// Whom the upload presents itself as, and by what that shows; no word of the sound's making.
  static String of(Drafting.Claimed claimed, Addresses at) {
    var sentences = new ArrayList<String>();
    sentences.add(
        "Your upload presents itself as the artist \"%s\", who did not deliver it and did not agree to it."
            .formatted(claimed.name()));
    for (var found : claimed.findings()) sentences.add(sentence(found.evidence()));
    sentences.add("Two people looked at it, apart.");
    sentences.add(at.unless("bear this name yourself, act for the artist"));
    return String.join(" ", sentences);
  }

  private static String sentence(String evidence) {
    return evidence.substring(0, 1).toUpperCase(Locale.ROOT) + evidence.substring(1) + ".";
  }

  private static String sentence(Case.Segment segment, Map<RecordingId, Recording> works) {
    var recording = works.get(segment.recording());
    if (recording == null) throw new IllegalStateException("no work " + segment.recording());
    String isrc = recording.isrc().map(code -> " (ISRC " + code.code() + ")").orElse("");
    return "From %s to %s your upload plays our recording \"%s\" by %s%s from %s to %s, %s."
        .formatted(
            clock(segment.upload().from()),
            clock(segment.upload().to()),
            recording.title(),
            recording.artist(),
            isrc,
            clock(segment.reference().from()),
            clock(segment.reference().to()),
            altered(segment.tempoFactor(), segment.pitchSemitones()));
  }

  /// `2:41`, or `1:02:41`.
  static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d:%02d".formatted(whole / 60, whole % 60)
        : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
  }

  /// Such as `3 % faster and half a semitone higher`.
  static String altered(double tempoFactor, double semitones) {
    var words = new ArrayList<String>();
    double percent = 100 * (tempoFactor - 1);
    if (Math.abs(percent) >= 0.5)
      words.add(number(Math.abs(percent)) + " % " + (percent > 0 ? "faster" : "slower"));
    if (Math.abs(semitones) >= 0.2)
      words.add(steps(Math.abs(semitones)) + (semitones > 0 ? " higher" : " lower"));
    return words.isEmpty()
        ? "at the same speed and pitch"
        : words.stream().collect(Collectors.joining(" and "));
  }

  private static String steps(double semitones) {
    double halves = Math.round(2 * semitones) / 2.0;
    if (halves == 0.5) return "half a semitone";
    if (halves == 1.0) return "one semitone";
    return halves < 0.5 ? "a little" : number(halves) + " semitones";
  }

  private static String number(double value) {
    double rounded = Math.round(2 * value) / 2.0;
    return rounded == Math.rint(rounded)
        ? Long.toString(Math.round(rounded))
        : String.format(Locale.ROOT, "%.1f", rounded);
  }
}
