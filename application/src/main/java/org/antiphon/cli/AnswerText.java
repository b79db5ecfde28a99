package org.antiphon.cli;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.antiphon.catalogue.Isrc;
import org.antiphon.examination.Conclusion;
import org.antiphon.examination.Examined;
import org.antiphon.examination.Reasons;
import org.antiphon.fingerprint.Match;
import org.antiphon.fingerprint.RecordingRef;
import org.antiphon.provenance.ProvenanceText;

/// An examined file in short human text, the conclusion first.
final class AnswerText {
  private AnswerText() {}

  static void print(Console console, Examined examined, int most) {
    console.say(headline(console, examined));
    examined
        .error()
        .ifPresent(problem -> {
          console.say("  " + problem.code() + ": " + problem.what());
          console.say("  hint: " + problem.hint());
        });
    List<Match> shown = examined.matches().stream().limit(most).toList();
    shown.forEach(match -> print(console, examined, match));
    int more = examined.matches().size() - shown.size();
    if (more > 0) console.say("  and %d more; --max-matches shows them".formatted(more));
    if (shown.isEmpty())
      examined.possible().stream().limit(most).forEach(match -> print(console, examined, match));
    examined.detection().ifPresent(found -> DetectText.print(console, found));
    examined
        .provenance()
        .ifPresent(
            stated -> ProvenanceText.of(stated.report()).forEach(line -> console.say("  " + line)));
    console.say(lastLine(examined));
  }

  static String headline(Console console, Examined examined) {
    Conclusion conclusion = examined.conclusion();
    String word =
        console.bold(
            switch (conclusion) {
              case COPY, IMPERSONATION -> "31";
              case MACHINE_MADE, CANNOT_TELL -> "33";
              case CLEAR -> "32";
            },
            conclusion.name().replace('_', ' '));
    return "%s  %s  (%s)".formatted(word, examined.file(), Reasons.clock(examined.seconds()));
  }

  private static void print(Console console, Examined examined, Match match) {
    console.say(
        "  of %s, %s of it"
            .formatted(
                named(match.recording()),
                Reasons.span(match.reference().from(), match.reference().to())));
    console.say(
        "  in %s at %s; %s"
            .formatted(
                examined.file(),
                Reasons.span(match.query().from(), match.query().to()),
                Reasons.disguise(match)));
    console.say("  Why: " + Reasons.because(match));
    if (match.isSharedMaterial())
      console.say(
          "  SHARED MATERIAL: all of it is also held by %s; it alone shows no copy of either"
              .formatted(match.holders().stream().map(AnswerText::named).collect(joining(", "))));
    if (!match.alternatives().isEmpty())
      console.say(
          "  The same stretch also fits %d other place(s) of the catalogue."
              .formatted(match.alternatives().size()));
  }

  private static String named(RecordingRef recording) {
    String artist = recording.artist().isEmpty() ? "" : " by " + recording.artist();
    String code = recording.isrc().map(Isrc::code).orElse(recording.id().value());
    return "\"%s\"%s (%s)".formatted(recording.title(), artist, code);
  }

  private static String lastLine(Examined examined) {
    return switch (examined.conclusion()) {
      case COPY ->
          "  This does not say who may use it. Next: ./antiphon catalogue show "
              + examined.matches().getFirst().recording().id();
      case CANNOT_TELL ->
          examined.possible().isEmpty()
              ? "  This says nothing about what the file holds."
              : examined.possible().stream().anyMatch(Match::mayBeAnotherRendering)
                  ? "  The same notes, perhaps by another instrument: a person must listen."
                  : "  Too weak to accept, too strong to deny: a person must listen.";
      case CLEAR -> "  No stretch sounds as a recording of this catalogue does.";
      case MACHINE_MADE -> "  Made by a machine is no infringement: no recording was recognised.";
      case IMPERSONATION -> "";
    };
  }
}
