package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.accounts.Role;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.ExcludedInterval;
import org.antiphon.catalogue.Filter;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.Recording;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.database.Database;
import org.antiphon.enforcement.cases.CaseFilter;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.antiphon.server.CaseDesk;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/// Whom we act for and with which paper: recordings, mandates, what is left out, what was found.
@Controller
public final class CataloguePages {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int PAGE = 100;
  private final Pages pages;
  private final Catalogue catalogue;
  private final CaseDesk desk;
  private final Database database;

  /// Asks the catalogue's door.
  public CataloguePages(Pages pages, Catalogue catalogue, CaseDesk desk, Database database) {
    this.pages = pages;
    this.catalogue = catalogue;
    this.desk = desk;
    this.database = database;
  }

  @GetMapping("/catalogue")
  ResponseEntity<String> list(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String artist,
      @RequestParam(defaultValue = "ALL") String only,
      @RequestParam(defaultValue = "") String cursor) {
    var who = WorkPages.who(request);
    var filter =
        new Filter(
            Optional.of(artist.strip()).filter(it -> !it.isEmpty()),
            Optional.empty(),
            only.equals("WITHOUT_MANDATE"),
            only.equals("WITHOUT_FINGERPRINT"),
            only.equals("EXCLUDED"));
    var after =
        cursor.isEmpty() ? Optional.<RecordingId>empty() : Optional.of(new RecordingId(cursor));
    var found = catalogue.page(filter, after, PAGE);
    var values = new HashMap<String, Object>();
    values.put("who", who);
    values.put("artist", artist);
    values.put("only", only);
    values.put(
        "administrator",
        Caller.of(request).asPerson().filter(p -> p.is(Role.ADMINISTRATOR)).isPresent());
    values.put("size", catalogue.size());
    values.put("rows", JSON.valueToTree(found.stream().map(this::row).toList()));
    values.put("next", found.size() < PAGE ? "" : found.getLast().id().value());
    return pages.page("CataloguePage", values);
  }

  private Map<String, Object> row(Recording recording) {
    var row = described(recording);
    var mandates = catalogue.mandatesFor(recording.id());
    row.put("coverage", mandates.stream().map(CataloguePages::inWords).toList());
    row.put("exclusions", catalogue.exclusionsOf(recording.id()).size());
    row.put("fingerprint", catalogue.soundOf(recording.id()).isPresent());
    return row;
  }

  private static Map<String, Object> described(Recording recording) {
    var row = new LinkedHashMap<String, Object>();
    row.put("id", recording.id().value());
    row.put("title", recording.title());
    row.put("artist", recording.artist());
    row.put("isrc", recording.isrc().map(isrc -> isrc.code()).orElse(null));
    row.put("seconds", recording.seconds());
    row.put("released", recording.released().map(Object::toString).orElse(null));
    return row;
  }

  /// `as agent, the world, until 2027-01-01`.
  private static String inWords(Mandate mandate) {
    return "as "
        + Pages.words(mandate.role().name())
        + ", "
        + mandate.territoriesInWords()
        + mandate.until().map(day -> ", until " + day).orElse("")
        + (mandate.attesters().isEmpty()
            ? ", nobody may sign"
            : ", signed by " + String.join(", ", mandate.attesters()));
  }

  @GetMapping("/catalogue/{id}")
  ResponseEntity<String> one(HttpServletRequest request, @PathVariable String id) {
    return show(request, new RecordingId(id), "");
  }

  private ResponseEntity<String> show(HttpServletRequest request, RecordingId id, String fault) {
    var who = WorkPages.who(request);
    var recording =
        catalogue
            .findEvenRemoved(id)
            .orElseThrow(() ->
                new Refused("NOT_FOUND", "recording " + id, "there is none", "see /catalogue"));
    var whole = row(recording);
    whole.put("mandates", catalogue.mandatesFor(id).stream().map(CataloguePages::inWords).toList());
    whole.put(
        "authorisations", catalogue.authorisationsFor(id).stream().map(Object::toString).toList());
    whole.put("allowed", catalogue.authorisationsFor(id));
    whole.put("excluded", catalogue.exclusionsOf(id));
    var filter = new CaseFilter(java.util.Set.of(), Optional.empty(), Optional.of(id.value()));
    whole.put(
        "cases",
        desk.cases().page(filter, Optional.empty(), 100).stream().map(desk::line).toList());
    whole.put(
        "maySetApart", Caller.of(request).asPerson().filter(p -> p.is(Role.REVIEWER)).isPresent());
    return pages.page(
        "RecordingPage", Map.of("who", who, "fault", fault, "r", JSON.valueToTree(whole)));
  }

  /// Sets a stretch apart that is not ours to claim.
  @PostMapping("/catalogue/{id}/exclude")
  ResponseEntity<String> exclude(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam String from,
      @RequestParam String to,
      @RequestParam String reason) {
    var caller = Caller.of(request).personWith(Role.REVIEWER);
    var recording = new RecordingId(id);
    try {
      var interval =
          new ExcludedInterval(
              recording, seconds(from), seconds(to), reason, caller.person().name());
      database.inTransaction(() -> {
        var _ = catalogue.exclude(interval, caller.actor());
      });
    } catch (Problem e) {
      return show(request, recording, CasePages.inWords(e));
    }
    return CasePages.see(Links.to("/catalogue/" + id));
  }

  /// `1:23.5` or `83.5`.
  private static double seconds(String said) {
    var parts = List.of(said.strip().split(":", -1));
    try {
      double seconds = 0;
      for (String part : parts) seconds = seconds * 60 + Double.parseDouble(part);
      return seconds;
    } catch (NumberFormatException e) {
      throw new org.antiphon.problem.InvalidInput(
          "INTERVAL", "time", "\"" + said + "\" is no time", "write 1:23.5 or 83.5");
    }
  }
}
