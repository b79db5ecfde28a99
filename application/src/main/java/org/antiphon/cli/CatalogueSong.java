package org.antiphon.cli;

import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.antiphon.catalogue.SongRight;
import org.antiphon.ledger.Actor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `catalogue song ID`.
@Command(
    name = "song",
    description = {
      "Says how much of the song in a recording is yours.",
      "As long as nothing is said, all of it. A notice about a shared song asks whether the co-owners consent."
    },
    footer = {"", "Example: ./antiphon catalogue song QZANT2600001 --share 50 --co-owners-consent"})
final class CatalogueSong implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "ID", description = "Id of a recording.")
  private String id = "";

  @Option(
      names = "--share",
      paramLabel = "PERCENT",
      required = true,
      description = "Your part of the song: more than 0, at most 100.")
  private BigDecimal share = BigDecimal.ZERO;

  @Option(
      names = "--co-owners-consent",
      description = "The co-owners agreed to notices, or the mandate does not ask for them.")
  private boolean consent;

  CatalogueSong(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    try (CatalogueDesk desk = kit.workshop().catalogue(kit.settings(options))) {
      var recording = CatalogueShow.find(desk.catalogue(), id);
      var right = new SongRight(share, consent);
      desk.catalogue().song(recording.id(), right, Actor.system());
      console.say(
          "%s %% of the song in \"%s\" are yours; the co-owners' consent is %s"
              .formatted(
                  share.toPlainString(),
                  recording.title(),
                  consent ? "there, or not needed" : "missing: a person will be asked"));
      console.json(
          Console.object("catalogue-song/1")
              .put("recording", recording.id().value())
              .put("percent", share)
              .put("coOwnersConsent", consent));
    }
    return ExitCode.DONE;
  }
}
