package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.antiphon.accounts.Role;
import org.antiphon.network.exchange.Exchange;
import org.antiphon.network.exchange.Partner;
import org.antiphon.network.screening.Screening;
import org.antiphon.network.screening.ScreeningTable;
import org.antiphon.server.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Partners, their claims and ours, what screening advised, and the switches that end either at
/// once.
@Controller
public final class PartnerPages {
  private static final int SHOWN = 50;
  private static final int REFUSALS = 200;
  private final Pages pages;
  private final Exchange exchange;
  private final Screening screening;

  /// Asks the rooms' doors; adds no rule.
  public PartnerPages(Pages pages, Exchange exchange, Screening screening) {
    this.pages = pages;
    this.exchange = exchange;
    this.screening = screening;
  }

  @GetMapping("/partners")
  ResponseEntity<String> partners(HttpServletRequest request) {
    var values = new HashMap<String, Object>();
    values.put("who", WorkPages.who(request));
    var partners = exchange.partners();
    values.put("partners", partners);
    values.put(
        "claims",
        partners.stream()
            .collect(Collectors.toMap(Partner::id, one -> exchange.claims(one.id(), SHOWN))));
    values.put(
        "refusals",
        partners.stream()
            .collect(
                Collectors.toMap(
                    Partner::id,
                    one -> PartnerWords.lines(exchange.refusals(one.id(), REFUSALS)))));
    values.put("ours", exchange.feed().newest(SHOWN));
    values.put("receipts", exchange.receipts());
    values.put("settings", screening.settings());
    values.put("figures", screening.figures());
    values.put("screened", screening.newest(SHOWN));
    values.put("toSee", screening.forReview(SHOWN));
    values.put(
        "reviews",
        Caller.of(request).asPerson().filter(person -> person.is(Role.REVIEWER)).isPresent());
    return pages.page("PartnersPage", values);
  }

  @PostMapping("/partners/{id}/switch")
  ResponseEntity<Void> switchPartner(
      HttpServletRequest request, @PathVariable String id, @RequestParam boolean enabled) {
    var caller = Caller.of(request).personWith(Role.ADMINISTRATOR);
    var terms = exchange.partner(id).terms();
    exchange.terms(
        id,
        new Partner.Terms(
            terms.level(),
            terms.isrcPrefixes(),
            terms.labelLines(),
            terms.dailyQuota(),
            terms.share(),
            enabled),
        caller.actor());
    return back();
  }

  @PostMapping("/screening/{id}/agree")
  ResponseEntity<Void> agree(HttpServletRequest request, @PathVariable UUID id) {
    var person = Caller.of(request).personWith(Role.REVIEWER).person();
    screening.agree(id, person.id().value());
    return back();
  }

  @PostMapping("/screening/{id}/overrule")
  ResponseEntity<Void> overrule(
      HttpServletRequest request, @PathVariable UUID id, @RequestParam String why) {
    var caller = Caller.of(request).personWith(Role.REVIEWER);
    screening.agree(id, caller.person().id().value()); // it was seen
    screening.overrule(id, caller.person().name(), why, caller.actor());
    return back();
  }

  @PostMapping("/screening/switch")
  ResponseEntity<Void> switchScreening(HttpServletRequest request, @RequestParam boolean enabled) {
    var caller = Caller.of(request).personWith(Role.ADMINISTRATOR);
    var now = screening.settings();
    screening.set(
        new ScreeningTable.Settings(now.enforce(), enabled, now.holdHours(), now.late()),
        caller.actor());
    return back();
  }

  private static ResponseEntity<Void> back() {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/partners")).build();
  }
}
