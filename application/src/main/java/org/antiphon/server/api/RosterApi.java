package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Scope;
import org.antiphon.catalogue.Isni;
import org.antiphon.catalogue.RegisteredMark;
import org.antiphon.catalogue.Roster;
import org.antiphon.catalogue.RosterArtist;
import org.antiphon.catalogue.RosterFile;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// The roster, in the order of the artists' names. Fields are named as the columns of `roster add`.
@RestController
public final class RosterApi {
  private final Roster roster;

  /// Reads and adds.
  public RosterApi(Roster roster) {
    this.roster = roster;
  }

  @GetMapping("/api/v1/roster")
  Map<String, Object> list(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit) {
    Caller.of(request).with(Scope.READ);
    var found = roster.page(Optional.ofNullable(cursor).orElse(""), Fields.limit(limit));
    var body = new LinkedHashMap<String, Object>();
    body.put("items", found.stream().map(this::view).toList());
    body.put("next", found.size() < limit ? null : found.getLast().name());
    return body;
  }

  @GetMapping("/api/v1/roster/{name}")
  Map<String, Object> one(HttpServletRequest request, @PathVariable String name) {
    Caller.of(request).with(Scope.READ);
    return view(
        roster
            .find(name)
            .orElseThrow(() ->
                new Refused(
                    "NOT_FOUND",
                    "artist " + name,
                    "the roster has no such artist",
                    "GET /api/v1/roster")));
  }

  /// Adds artists, or describes them anew; all or none. A document for a name is given by `roster
  /// add`, which can read it.
  @PostMapping("/api/v1/roster")
  Map<String, Object> add(HttpServletRequest request, @RequestBody JsonNode asked) {
    var person = Caller.of(request).personWith(Role.ADMINISTRATOR);
    if (!asked.path("artists").isArray() || asked.path("artists").isEmpty())
      throw new InvalidInput(
          "REQUIRED", "/artists", "no artists", "give a list of objects, each with artist");
    var read = RosterFile.of(asked.path("artists"), "/artists");
    if (!read.faults().isEmpty()) throw InvalidInput.all(read.faults());
    var entered =
        read.artists().stream()
            .map(artist -> new Roster.Entered(artist, Optional.empty()))
            .toList();
    return Map.of(
        "artists", entered.size(), "changed", roster.put(entered, Set.of(), person.actor()));
  }

  private Map<String, Object> view(RosterArtist artist) {
    var own = artist.deliveries();
    var view = new LinkedHashMap<String, Object>();
    view.put("artist", artist.name());
    view.put("aliases", artist.aliases());
    view.put("isni", artist.isni().map(Isni::code).orElse(null));
    view.put("platform_ids", sorted(artist.platformIds()));
    view.put("distributors", sorted(own.distributors()));
    view.put("uploaders", sorted(own.uploaders()));
    view.put("label_lines", sorted(own.labelLines()));
    view.put("isrc_prefixes", sorted(own.isrcPrefixes()));
    view.put("releases", own.releases().stream().map(RosterArtist.Release::written).toList());
    view.put("namesake_ids", sorted(artist.namesakes()));
    var rights = artist.rights();
    view.put("name_mandate", rights.nameMandate().orElse(null));
    view.put("voice_consent", rights.voiceConsent().orElse(null));
    view.put("marks", rights.marks().stream().map(RegisteredMark::written).toList());
    view.put("mark_mandate", rights.markMandate().orElse(null));
    view.put("mayAct", roster.mayActFor(artist.name()));
    return view;
  }

  private static List<String> sorted(Set<String> texts) {
    return texts.stream().sorted().toList();
  }
}
