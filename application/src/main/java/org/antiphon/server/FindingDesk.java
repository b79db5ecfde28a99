package org.antiphon.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.PersonId;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.Finding;
import org.antiphon.enforcement.cases.Findings;
import org.antiphon.enforcement.cases.Opening;
import org.antiphon.intake.Intake;
import org.antiphon.intake.UploadId;
import org.antiphon.problem.Refused;

/// What API and pages show of the findings of persons, and the doors they ask. Views are plain maps
/// in the words of the API.
public record FindingDesk(Intake intake, Opening opening, Findings findings, Accounts accounts) {
  /// Those of one upload, with what was taken back.
  public List<Map<String, Object>> of(UUID upload) {
    return findings.of(upload).stream().map(this::view).toList();
  }

  /// Stores a finding, and asks the rules about it.
  ///
  /// @return the cases that were opened
  public List<UUID> state(
      UUID upload, Finding.Kind kind, String about, String reason, Person person) {
    var found =
        intake
            .upload(new UploadId(upload))
            .orElseThrow(() ->
                new Refused(
                    "NOT_FOUND",
                    "upload " + upload,
                    "there is no such upload",
                    "GET /api/v1/uploads"));
    return opening.found(found, kind, about.strip(), reason, person.id().value()).stream()
        .map(CaseId::value)
        .toList();
  }

  /// Takes one back.
  public Map<String, Object> withdraw(UUID finding, String reason, Person person) {
    var upload = opening.withdraw(finding, reason, person.id().value()).upload();
    return findings.of(upload).stream()
        .filter(each -> each.id().equals(finding))
        .map(this::view)
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Object> view(Finding found) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", found.id());
    view.put("upload", found.upload());
    view.put("kind", found.kind());
    view.put("basis", found.kind().basis());
    view.put("about", found.about());
    view.put("reason", found.reason());
    view.put(
        "person",
        accounts
            .person(new PersonId(found.person()))
            .map(Person::name)
            .orElse("somebody who left"));
    view.put("at", found.at());
    view.put("withdrawnAt", found.withdrawnAt().orElse(null));
    return view;
  }
}
