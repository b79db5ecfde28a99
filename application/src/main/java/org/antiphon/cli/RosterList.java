package org.antiphon.cli;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.antiphon.catalogue.Isni;
import org.antiphon.catalogue.Roster;
import org.antiphon.catalogue.RosterArtist;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/// `roster list`.
@Command(
    name = "list",
    description = "Lists the artists of the roster.",
    footer = {"", "Example: ./antiphon roster list --json"})
final class RosterList implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  RosterList(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    try (CatalogueDesk desk = kit.workshop().catalogue(kit.settings(options))) {
      var artists = desk.roster().artists();
      for (var artist : artists) {
        if (console.closed()) break;
        if (console.json()) console.json(json(artist, desk.roster()));
        else
          console.say(
              "%-28s %2d aliases  %2d profiles  %s"
                  .formatted(
                      artist.name(),
                      artist.aliases().size(),
                      artist.platformIds().size(),
                      !desk.roster().mayActFor(artist.name())
                          ? "no mandate for the name"
                          : "mandate " + artist.rights().nameMandate().orElse("")));
      }
      if (artists.isEmpty()) console.note("no artist; `./antiphon roster add …` adds some");
    }
    return ExitCode.DONE;
  }

  private static ObjectNode json(RosterArtist artist, Roster roster) {
    var json = Console.object("roster/1").put("artist", artist.name());
    artist.aliases().forEach(json.putArray("aliases")::add);
    json.put("isni", artist.isni().map(Isni::code).orElse(null));
    artist.platformIds().stream().sorted().forEach(json.putArray("platformIds")::add);
    var deliveries = artist.deliveries();
    deliveries.distributors().stream().sorted().forEach(json.putArray("distributors")::add);
    deliveries.uploaders().stream().sorted().forEach(json.putArray("uploaders")::add);
    deliveries.labelLines().stream().sorted().forEach(json.putArray("labelLines")::add);
    deliveries.isrcPrefixes().stream().sorted().forEach(json.putArray("isrcPrefixes")::add);
    var releases = json.putArray("releases");
    deliveries.releases().forEach(release -> releases.add(release.written()));
    artist.namesakes().stream().sorted().forEach(json.putArray("namesakeIds")::add);
    var rights = artist.rights();
    json.put("nameMandate", rights.nameMandate().orElse(null));
    json.put("voiceConsent", rights.voiceConsent().map(LocalDate::toString).orElse(null));
    rights.marks().forEach(mark -> json.withArray("marks").add(mark.written()));
    json.put("markMandate", rights.markMandate().orElse(null));
    return json.put("mayAct", !roster.mandatesFor(artist.name()).isEmpty());
  }
}
