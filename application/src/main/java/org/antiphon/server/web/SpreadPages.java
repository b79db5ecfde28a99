package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.network.graph.Graph;
import org.antiphon.network.graph.Pseudonyms;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// Where else a recording is: a picture, and a table that says all that the picture says.
@Controller
public final class SpreadPages {
  private final Pages pages;
  private final Catalogue catalogue;
  private final Graph graph;
  private final Pseudonyms pseudonyms;
  private final InstantSource clock;

  /// Asks the graph.
  ///
  /// @param keys holds the key of pseudonyms
  public SpreadPages(
      Pages pages, Catalogue catalogue, Graph graph, KeyFolder keys, InstantSource clock) {
    this.pages = pages;
    this.catalogue = catalogue;
    this.graph = graph;
    this.pseudonyms = new Pseudonyms(keys);
    this.clock = clock;
  }

  @GetMapping("/catalogue/{id}/spread")
  ResponseEntity<String> spread(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String asOf) {
    var who = WorkPages.who(request);
    var recording =
        catalogue
            .findEvenRemoved(new RecordingId(id))
            .orElseThrow(() ->
                new Refused("NOT_FOUND", "recording " + id, "there is none", "see /catalogue"));
    var at = asOf.isBlank() ? clock.instant() : time(asOf);
    return pages.page(
        "SpreadPage",
        Map.of(
            "who",
            who,
            "recording",
            recording,
            "spread",
            graph.questions().spread(id, at).under(pseudonyms),
            "past",
            !asOf.isBlank()));
  }

  private static Instant time(String asOf) {
    try {
      return Instant.parse(asOf);
    } catch (DateTimeParseException e) {
      throw new InvalidInput(
          "AS_OF", "asOf", "\"" + asOf + "\" is no time", "write it like 2026-05-03T00:00:00Z");
    }
  }
}
