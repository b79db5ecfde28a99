package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.PersonId;
import org.antiphon.accounts.Role;
import org.antiphon.catalogue.Change;
import org.antiphon.examination.imports.Import;
import org.antiphon.examination.imports.Imports;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Problem;
import org.antiphon.server.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.json.JsonMapper;

/// Recordings that are handed over: what would be added and every fault, how far it is, what became
/// of it, and what can be taken back.
@Controller
public final class ImportPages {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int SHOWN = 200;
  private static final int PAGE = 50;
  private final Pages pages;
  private final Imports imports;
  private final Accounts accounts;

  /// Asks these.
  public ImportPages(Pages pages, Imports imports, Accounts accounts) {
    this.pages = pages;
    this.imports = imports;
    this.accounts = accounts;
  }

  @GetMapping("/imports")
  ResponseEntity<String> list(HttpServletRequest request) {
    var values = new HashMap<String, Object>();
    values.put("who", WorkPages.who(request));
    values.put("administrator", isAdministrator(request));
    values.put(
        "imports",
        JSON.valueToTree(imports.page(Optional.empty(), PAGE).stream().map(this::line).toList()));
    return pages.page("ImportsPage", values);
  }

  private static boolean isAdministrator(HttpServletRequest request) {
    return Caller.of(request).asPerson().filter(it -> it.is(Role.ADMINISTRATOR)).isPresent();
  }

  private Map<String, Object> line(Import one) {
    var line = new LinkedHashMap<String, Object>();
    line.put("id", one.id());
    line.put(
        "person",
        accounts.person(new PersonId(one.person())).map(person -> person.name()).orElse("?"));
    line.put("state", one.state().name());
    line.put("opened", one.times().opened().toString());
    line.put("ended", one.times().ended().map(Object::toString).orElse(null));
    line.put("undone", one.times().undone().map(Object::toString).orElse(null));
    line.put("total", one.total());
    line.put("done", one.done());
    line.put("leftOut", one.faults());
    line.put("counts", one.counts());
    return line;
  }

  @GetMapping("/imports/{id}")
  ResponseEntity<String> show(HttpServletRequest request, @PathVariable UUID id) {
    return show(request, id, "");
  }

  private ResponseEntity<String> show(HttpServletRequest request, UUID id, String fault) {
    var who = WorkPages.who(request);
    var one = imports.get(id);
    var view = line(one);
    var handed = imports.handed(id);
    view.put("files", handed.size());
    view.put("bytes", handed.stream().mapToLong(Import.Handed::bytes).sum());
    switch (one.state()) {
      case OPEN -> preview(view, imports.preview(id));
      case RUNNING, DONE, UNDONE -> view.put("troubled", imports.troubled(id, SHOWN));
      case DISCARDED -> {} // nothing is left of it
    }
    if (one.state() == Import.State.DONE || one.state() == Import.State.UNDONE)
      view.put("items", imports.items(id, -1, SHOWN));
    var values = new HashMap<String, Object>();
    values.put("who", who);
    values.put("fault", fault);
    values.put("administrator", isAdministrator(request));
    values.put("i", JSON.valueToTree(view));
    return pages.page("ImportPage", values);
  }

  private static void preview(Map<String, Object> view, Import.Preview preview) {
    for (var kind : Change.Kind.values())
      view.put(kind.name(), preview.rows().stream().filter(row -> row.change() == kind).count());
    view.put("rows", preview.rows().size());
    view.put("preview", preview.rows().stream().limit(SHOWN).toList());
    view.put("faulty", preview.faults().size());
    view.put("faults", preview.faults().stream().limit(SHOWN).map(ImportPages::view).toList());
    view.put("notes", preview.notes());
  }

  private static Map<String, Object> view(InvalidInput fault) {
    return Map.of("where", fault.where(), "what", fault.what(), "hint", fault.hint());
  }

  /// Without a script: the files of a form, as one import.
  @PostMapping("/imports")
  ResponseEntity<String> open(
      HttpServletRequest request,
      @RequestParam(defaultValue = "") String artist,
      @RequestParam(required = false) List<MultipartFile> files)
      throws IOException {
    var person = Caller.of(request).personWith(Role.ADMINISTRATOR).person();
    var one = imports.open(person.id().value(), artist);
    try {
      for (var file : files == null ? List.<MultipartFile>of() : files)
        if (!file.isEmpty())
          try (var bytes = file.getInputStream()) {
            imports.hand(one.id(), String.valueOf(file.getOriginalFilename()), bytes);
          }
    } catch (Problem e) {
      return show(request, one.id(), CasePages.inWords(e));
    }
    return CasePages.see(Links.to("/imports/" + one.id()));
  }

  @PostMapping("/imports/{id}/start")
  ResponseEntity<String> start(
      HttpServletRequest request,
      @PathVariable UUID id,
      @RequestParam(defaultValue = "stop") String faults) {
    Caller.of(request).personWith(Role.ADMINISTRATOR);
    return after(request, id, () -> imports.start(id, faults.equals("skip")));
  }

  @PostMapping("/imports/{id}/discard")
  ResponseEntity<String> discard(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).personWith(Role.ADMINISTRATOR);
    return after(request, id, () -> imports.discard(id));
  }

  @PostMapping("/imports/{id}/undo")
  ResponseEntity<String> undo(HttpServletRequest request, @PathVariable UUID id) {
    var caller = Caller.of(request).personWith(Role.ADMINISTRATOR);
    return after(request, id, () -> imports.undo(id, caller.person().id().value(), caller.actor()));
  }

  private ResponseEntity<String> after(HttpServletRequest request, UUID id, Runnable deed) {
    try {
      deed.run();
    } catch (Problem e) {
      return show(request, id, CasePages.inWords(e));
    }
    return CasePages.see(Links.to("/imports/" + id));
  }

  /// A state as people read it.
  public static String words(String state) {
    return switch (state) {
      case "OPEN" -> "to be looked at";
      case "RUNNING" -> "being added";
      case "DONE" -> "added";
      case "UNDONE" -> "taken back";
      case "DISCARDED" -> "thrown away";
      case "NEW" -> "new";
      case "REPLACED" -> "changes what is here";
      case "ALREADY_HERE" -> "already here";
      case "TAKEN_BACK" -> "taken back";
      case "STAYS" -> "stays";
      case "FAILED" -> "not added";
      default -> "begun";
    };
  }

  /// The mark beside it.
  public static String tone(String state) {
    return switch (state) {
      case "DONE", "NEW", "ALREADY_HERE" -> "good";
      case "FAILED" -> "bad";
      default -> "warn";
    };
  }

  /// `12.3 MB`.
  public static String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(java.util.Locale.ROOT, "%.0f kB", Math.ceil(bytes / 1e3))
        : String.format(java.util.Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
