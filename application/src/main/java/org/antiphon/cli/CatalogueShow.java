package org.antiphon.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.antiphon.catalogue.Authorisation;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.ExcludedInterval;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.Recording;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.catalogue.SongRight;
import org.antiphon.catalogue.Sound;
import org.antiphon.examination.SharedMaterial;
import org.antiphon.examination.SharedSpan;
import org.antiphon.problem.InvalidInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `catalogue show ID`.
@Command(
    name = "show",
    description = "Shows a recording with its mandates, exclusions and allow-list.",
    footer = {"", "Example: ./antiphon catalogue show QZANT2600001"})
final class CatalogueShow implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "ID", description = "Id of a recording.")
  private String id = "";

  CatalogueShow(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    try (CatalogueDesk desk = kit.workshop().catalogue(kit.settings(options))) {
      Recording recording = find(desk.catalogue(), id);
      var shared = new SharedMaterial(desk.database()).of(recording.id());
      if (console.json()) console.json(json(desk.catalogue(), recording, shared));
      else print(console, desk.catalogue(), recording, shared);
    }
    return ExitCode.DONE;
  }

  static Recording find(Catalogue catalogue, String id) {
    return catalogue
        .find(new RecordingId(id))
        .orElseThrow(() ->
            new InvalidInput(
                "RECORDING_UNKNOWN",
                id,
                "there is no such recording",
                "`./antiphon catalogue list` names them"));
  }

  private static void print(
      Console console, Catalogue catalogue, Recording recording, List<SharedSpan> shared) {
    var json = RecordingJson.of(recording);
    json.remove("schema");
    json.properties()
        .forEach(field ->
            console.say(
                "%-12s %s"
                    .formatted(
                        field.getKey(),
                        field.getValue().isNull() ? "-" : field.getValue().asString())));
    RecordingId id = recording.id();
    console.say("sound        " + catalogue.soundOf(id).map(Sound::audioSha256).orElse("none"));
    var mandates = catalogue.mandatesFor(id);
    if (mandates.isEmpty()) console.say("mandate      none: nobody may act for it");
    for (Mandate mandate : mandates) console.say("mandate      " + words(mandate));
    var song = catalogue.songOf(id);
    if (!song.equals(SongRight.WHOLE))
      console.say(
          "song         %s %% yours, co-owners %s"
              .formatted(
                  song.percent().toPlainString(), song.consent() ? "consent" : "must be asked"));
    for (ExcludedInterval each : catalogue.exclusionsOf(id))
      console.say("excluded     %.3f–%.3f s: %s".formatted(each.from(), each.to(), each.reason()));
    for (SharedSpan each : shared)
      console.say(
          "shared       %.1f–%.1f s with %s at %.1f–%.1f s%s"
              .formatted(
                  each.here().from(),
                  each.here().to(),
                  each.other(),
                  each.there().from(),
                  each.there().to(),
                  each.kinship() == SharedSpan.Kinship.FAMILY ? ", the same performance" : ""));
    for (Authorisation each : catalogue.authorisationsFor(id))
      console.say(
          "allowed      %s \"%s\" in %s: %s"
              .formatted(each.who(), each.value(), each.territory(), each.reason()));
  }

  private static String words(Mandate mandate) {
    return "%s %s of %s, %s, %s to %s, document %s, attesters %s"
        .formatted(
            mandate.kind(),
            mandate.role(),
            mandate.owner().isEmpty() ? "(nobody named)" : mandate.owner(),
            mandate.territoriesInWords(),
            mandate.from().map(Object::toString).orElse("ever"),
            mandate.until().map(Object::toString).orElse("further notice"),
            mandate.documentSha256().map(sha256 -> sha256.substring(0, 12)).orElse("none"),
            mandate.attesters().isEmpty() ? "none" : String.join(", ", mandate.attesters()));
  }

  private static ObjectNode json(
      Catalogue catalogue, Recording recording, List<SharedSpan> shared) {
    ObjectNode json = RecordingJson.of(recording);
    RecordingId id = recording.id();
    json.put("audioSha256", catalogue.referenceBlob(id).orElse(null));
    var mandates = json.putArray("mandates");
    for (Mandate mandate : catalogue.mandatesFor(id)) {
      var each = mandates.addObject().put("id", mandate.id()).put("kind", mandate.kind().name());
      each.put("role", mandate.role().name()).put("owner", mandate.owner());
      mandate.territories().stream().sorted().forEach(each.putArray("territories")::add);
      each.put("from", mandate.from().map(Object::toString).orElse(null));
      each.put("until", mandate.until().map(Object::toString).orElse(null));
      each.put("documentSha256", mandate.documentSha256().orElse(null));
    }
    var exclusions = json.putArray("exclusions");
    for (ExcludedInterval each : catalogue.exclusionsOf(id))
      exclusions
          .addObject()
          .put("from", RecordingJson.seconds(each.from()))
          .put("to", RecordingJson.seconds(each.to()))
          .put("reason", each.reason());
    var spans = json.putArray("shared");
    for (SharedSpan each : shared)
      spans
          .addObject()
          .put("other", each.other().value())
          .put("from", RecordingJson.seconds(each.here().from()))
          .put("to", RecordingJson.seconds(each.here().to()))
          .put("otherFrom", RecordingJson.seconds(each.there().from()))
          .put("otherTo", RecordingJson.seconds(each.there().to()))
          .put("kinship", each.kinship().name());
    return json;
  }
}
