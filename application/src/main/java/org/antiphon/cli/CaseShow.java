package org.antiphon.cli;

import java.util.concurrent.Callable;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.examination.Reasons;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `case show ID`.
@Command(
    name = "show",
    description = "Shows a case: what it rests on, its stretches, its notices.",
    footer = {"", "Example: ./antiphon case show 0193a1b2-0000-7000-8000-000000000000"})
final class CaseShow implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "ID", description = "Id of a case.")
  private String id = "";

  CaseShow(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    try (var doors = CaseDoors.open(kit, options)) {
      Case one = doors.find(id);
      if (console.json()) console.json(json(doors, one));
      else print(console, doors, one);
    }
    return ExitCode.DONE;
  }

  private static void print(Console console, CaseDoors doors, Case one) {
    console.say(one.state() + "  " + one.id() + "  " + one.ground().basis());
    console.say("  " + one.ground().reason());
    console.say(
        "  upload %s on %s, opened %s"
            .formatted(one.target().externalId(), one.target().platform(), one.openedAt()));
    for (Case.Segment segment : doors.cases().segments(one.id()))
      console.say(
          "  %s of the upload is %s of %s"
              .formatted(
                  Reasons.span(segment.upload().from(), segment.upload().to()),
                  Reasons.span(segment.reference().from(), segment.reference().to()),
                  segment.recording()));
    for (Notice notice : doors.notices().ofCase(one.id()))
      console.say(
          "  notice %s: %s, document %s"
              .formatted(notice.id(), notice.state(), notice.documentSha256()));
    one.endedBecause().ifPresent(code -> console.say("  ended: " + code));
  }

  private static JsonNode json(CaseDoors doors, Case one) {
    var json = doors.json(one);
    json.put("code", one.ground().code()).put("reason", one.ground().reason());
    json.put("regime", one.ground().regime());
    json.put("openedAt", one.openedAt().toString());
    json.put("endedBecause", one.endedBecause().orElse(null));
    var segments = json.putArray("segments");
    for (Case.Segment segment : doors.cases().segments(one.id())) {
      var each = segments.addObject().put("recording", segment.recording().value());
      each.put("uploadFrom", RecordingJson.seconds(segment.upload().from()));
      each.put("uploadTo", RecordingJson.seconds(segment.upload().to()));
      each.put("recordingFrom", RecordingJson.seconds(segment.reference().from()));
      each.put("recordingTo", RecordingJson.seconds(segment.reference().to()));
      each.put("tempoFactor", RecordingJson.seconds(segment.tempoFactor()));
      each.put("pitchSemitones", RecordingJson.seconds(segment.pitchSemitones()));
    }
    return json;
  }
}
