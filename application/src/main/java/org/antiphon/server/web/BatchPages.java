package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Role;
import org.antiphon.enforcement.attestation.AttestationRequest;
import org.antiphon.enforcement.attestation.Batches;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.problem.Problem;
import org.antiphon.server.BatchDesk;
import org.antiphon.server.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/// Signing many cases that are alike: the whole list in view, the sample and the outliers opened
/// one by one, what the sample proves said beside it.
@Controller
public final class BatchPages {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final Pages pages;
  private final BatchDesk desk;
  private final Accounts accounts;

  /// Asks the desk; adds no rule.
  public BatchPages(Pages pages, BatchDesk desk, Accounts accounts) {
    this.pages = pages;
    this.desk = desk;
    this.accounts = accounts;
  }

  @GetMapping("/batches")
  ResponseEntity<String> all(HttpServletRequest request) {
    return all(request, "");
  }

  private ResponseEntity<String> all(HttpServletRequest request, String fault) {
    var person = Caller.of(request).asPerson().filter(each -> each.is(Role.ATTESTER));
    var found =
        person
            .map(each -> desk.all(each.id()))
            .orElse(Map.of("waiting", desk.batches().waiting(), "open", List.of()));
    return pages.page(
        "BatchesPage",
        Map.of(
            "who", WorkPages.who(request),
            "fault", fault,
            "maySign", person.isPresent(),
            "b", JSON.valueToTree(found)));
  }

  @PostMapping("/batches")
  ResponseEntity<String> draw(
      HttpServletRequest request,
      @RequestParam String basis,
      @RequestParam String regime,
      @RequestParam String platform,
      @RequestParam String owner) {
    var person = attester(request).person().id();
    try {
      var drawn = desk.batches().draw(new Batches.Alike(basis, regime, platform, owner), person);
      return CasePages.see(Links.to("/batches/" + drawn.id()));
    } catch (Problem e) {
      return all(request, CasePages.inWords(e));
    }
  }

  @GetMapping("/batches/{id}")
  ResponseEntity<String> one(HttpServletRequest request, @PathVariable UUID id) {
    return show(request, id, "");
  }

  private ResponseEntity<String> show(HttpServletRequest request, UUID id, String fault) {
    var person = attester(request).person().id();
    var values = new HashMap<String, Object>();
    values.put("who", WorkPages.who(request));
    values.put("fault", fault);
    values.put("b", JSON.valueToTree(desk.whole(id, person)));
    values.put("next", desk.nextUnheard(id, person).map(UUID::toString).orElse(""));
    return pages.page("BatchPage", values);
  }

  @PostMapping("/batches/{id}/drop")
  ResponseEntity<String> drop(
      HttpServletRequest request,
      @PathVariable UUID id,
      @RequestParam UUID notice,
      @RequestParam Batches.Drop drop) {
    desk.batches().drop(id, attester(request).person().id(), new NoticeId(notice), drop);
    return CasePages.see(Links.to("/batches/" + id));
  }

  @PostMapping("/batches/{id}/attest")
  ResponseEntity<String> attest(
      HttpServletRequest request,
      @PathVariable UUID id,
      @RequestParam Map<String, String> form,
      @RequestParam(defaultValue = "") Set<String> affirmed) {
    var caller = attester(request);
    var person = caller.person().id();
    try {
      desk.requireAffirmed(id, person, affirmed);
      var session = Signatures.again(accounts, caller, form);
      desk.sign(
          id,
          new AttestationRequest(
              session,
              form.getOrDefault("typedName", ""),
              desk.shown(id, person, form.getOrDefault("root", "")),
              desk.dropped(id, person),
              Optional.of(Signatures.fairUse(form))));
    } catch (Problem e) {
      return show(request, id, CasePages.inWords(e));
    }
    return CasePages.see(Links.to("/batches/" + id));
  }

  private static Caller.PersonCaller attester(HttpServletRequest request) {
    return Caller.of(request).personWith(Role.ATTESTER);
  }
}
