package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Scope;
import org.antiphon.examination.imports.Import;
import org.antiphon.examination.imports.Imports;
import org.antiphon.problem.InvalidInput;
import org.antiphon.server.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Recordings handed over file by file: opened, filled, looked at, added, taken back. Only an
/// administrator changes the catalogue.
@RestController
public final class ImportsApi {
  private final Imports imports;

  /// Asks this.
  public ImportsApi(Imports imports) {
    this.imports = imports;
  }

  /// A new import.
  ///
  /// @param artist for sounds whose tags name none
  public record Opening(@Nullable String artist) {}

  /// What faults mean for the other rows.
  ///
  /// @param faults `stop` or `skip`
  public record Starting(@Nullable String faults) {}

  @PostMapping("/api/v1/imports")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> open(HttpServletRequest request, @RequestBody Opening opening) {
    var person = Caller.of(request).personWith(Role.ADMINISTRATOR).person();
    return view(
        imports.open(person.id().value(), opening.artist() == null ? "" : opening.artist()));
  }

  @GetMapping("/api/v1/imports")
  ResponseEntity<Map<String, Object>> list(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit) {
    Caller.of(request).with(Scope.READ);
    int most = Fields.limit(limit);
    return Cursor.page(
        request, imports.page(Cursor.read(cursor), most), ImportsApi::view, Import::id, most);
  }

  @GetMapping("/api/v1/imports/{id}")
  Map<String, Object> one(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).with(Scope.READ);
    return view(imports.get(id));
  }

  /// Takes one file, its bytes as the body.
  ///
  /// @param path the file's name, with folders where it had some
  @PutMapping("/api/v1/imports/{id}/files")
  Import.Handed hand(HttpServletRequest request, @PathVariable UUID id, @RequestParam String path)
      throws IOException {
    Caller.of(request).personWith(Role.ADMINISTRATOR);
    return imports.hand(id, path, request.getInputStream());
  }

  @GetMapping("/api/v1/imports/{id}/files")
  Map<String, List<Import.Handed>> files(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).with(Scope.READ);
    return Map.of("items", imports.handed(imports.get(id).id()));
  }

  @GetMapping("/api/v1/imports/{id}/preview")
  Map<String, Object> preview(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).with(Scope.READ);
    var preview = imports.preview(id);
    var view = new LinkedHashMap<String, Object>();
    view.put("rows", preview.rows());
    view.put("faults", preview.faults().stream().map(ImportsApi::view).toList());
    view.put("notes", preview.notes());
    return view;
  }

  @PostMapping("/api/v1/imports/{id}/start")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, Object> start(
      HttpServletRequest request, @PathVariable UUID id, @RequestBody Starting starting) {
    Caller.of(request).personWith(Role.ADMINISTRATOR);
    var faults = starting.faults() == null ? "stop" : starting.faults();
    if (!List.of("stop", "skip").contains(faults))
      throw new InvalidInput(
          "FAULTS", "/faults", "\"" + faults + "\" is not known", "write stop or skip");
    return view(imports.start(id, faults.equals("skip")));
  }

  /// Rows with what became of them.
  ///
  /// @param after number of the last row of the page before
  @GetMapping("/api/v1/imports/{id}/items")
  Map<String, Object> items(
      HttpServletRequest request,
      @PathVariable UUID id,
      @RequestParam(defaultValue = "-1") int after,
      @RequestParam(defaultValue = "100") int limit) {
    Caller.of(request).with(Scope.READ);
    var found = imports.items(imports.get(id).id(), after, Fields.limit(limit));
    var view = new LinkedHashMap<String, Object>();
    view.put("items", found);
    view.put("next", found.size() < limit ? null : found.getLast().n());
    return view;
  }

  @PostMapping("/api/v1/imports/{id}/undo")
  Map<String, Object> undo(HttpServletRequest request, @PathVariable UUID id) {
    var caller = Caller.of(request).personWith(Role.ADMINISTRATOR);
    var view = view(imports.undo(id, caller.person().id().value(), caller.actor()));
    view.put(
        "stays",
        imports.troubled(id, 500).stream().filter(item -> item.undo().equals("STAYS")).toList());
    return view;
  }

  @DeleteMapping("/api/v1/imports/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void discard(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).personWith(Role.ADMINISTRATOR);
    imports.discard(id);
  }

  static Map<String, Object> view(InvalidInput fault) {
    return Map.of(
        "where", fault.where(), "code", fault.code(), "what", fault.what(), "hint", fault.hint());
  }

  static Map<String, Object> view(Import one) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", one.id());
    view.put("person", one.person());
    view.put("artist", one.artist());
    view.put("state", one.state());
    view.put("openedAt", one.times().opened());
    view.put("startedAt", one.times().started().orElse(null));
    view.put("endedAt", one.times().ended().orElse(null));
    view.put("undoneAt", one.times().undone().orElse(null));
    view.put("total", one.total());
    view.put("done", one.done());
    view.put("leftOut", one.faults());
    view.put("counts", one.counts());
    return view;
  }
}
