package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.antiphon.accounts.Scope;
import org.antiphon.examination.Assessment;
import org.antiphon.examination.Examination;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.antiphon.server.CaseDesk;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Examinations by their own id, with what other detectors said of the same sound.
@RestController
public final class ExaminationsApi {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Examination examination;
  private final CaseDesk desk;

  /// Reads only.
  public ExaminationsApi(Examination examination, CaseDesk desk) {
    this.examination = examination;
    this.desk = desk;
  }

  /// The stored document with the hash of its bytes, and the second opinions, which are no part of
  /// it.
  @GetMapping("/api/v1/examinations/{id}")
  Map<String, Object> one(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).with(Scope.READ);
    var found = find(id);
    var view = new LinkedHashMap<String, Object>();
    view.put("id", found.id().value());
    view.put("upload", found.upload());
    view.put("at", found.at());
    view.put("conclusion", found.conclusion());
    view.put("sha256", found.sha256());
    view.put("document", JSON.readTree(found.json()));
    view.put("secondOpinions", desk.opinions(found));
    return view;
  }

  /// What other detectors said of the examined sound, newest first; empty where none was asked.
  @GetMapping("/api/v1/examinations/{id}/second-opinions")
  Map<String, Object> opinions(HttpServletRequest request, @PathVariable UUID id) {
    Caller.of(request).with(Scope.READ);
    return Map.of("items", desk.opinions(find(id)));
  }

  private Assessment find(UUID id) {
    return examination
        .find(id)
        .orElseThrow(() ->
            new Refused(
                "NOT_FOUND",
                "examination " + id,
                "there is no such examination",
                "GET /api/v1/uploads/{id}/assessments"));
  }
}
