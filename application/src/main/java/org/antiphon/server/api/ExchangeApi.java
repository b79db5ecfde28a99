package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Scope;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.network.exchange.Exchange;
import org.antiphon.network.exchange.Partner;
import org.antiphon.server.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Partners, their claims, and ours. Reading needs a scope; trusting, claiming, taking back and
/// judging need a person.
@RestController
public final class ExchangeApi {
  private final Exchange exchange;
  private final Following following;

  /// Sees to it that a partner's feed is read from now on.
  @FunctionalInterface
  public interface Following {
    /// From now on.
    void follow(String partner);
  }

  /// Asks the exchange.
  public ExchangeApi(Exchange exchange, Following following) {
    this.exchange = exchange;
    this.following = following;
  }

  /// A new partner.
  ///
  /// @param party the legal entity
  /// @param bearer where the secret for its feed lies, `file:/path`
  public record NewPartner(
      String id,
      String name,
      String party,
      String url,
      String vkey,
      boolean simulated,
      @Nullable String bearer) {}

  /// What its claims may do.
  public record NewTerms(
      Partner.Level level,
      @Nullable List<String> isrcPrefixes,
      @Nullable List<String> labelLines,
      int dailyQuota,
      int share,
      boolean enabled) {}

  /// Which case is claimed.
  public record Claiming(String about) {}

  /// Why something is taken back.
  public record Taking(String reason) {}

  /// What a person says of a claim.
  public record Judging(Exchange.Verdict verdict, String why) {}

  /// What we tell others of a claim.
  public record Opining(Exchange.Opinion opinion, String reason) {}

  @GetMapping("/api/v1/exchange")
  Map<String, Object> ours(HttpServletRequest request) {
    Caller.of(request).with(Scope.READ);
    var view = new LinkedHashMap<String, Object>();
    view.put("origin", exchange.feed().origin());
    view.put("vkey", exchange.feed().vkey());
    view.put("records", exchange.feed().newest(200));
    view.put("receipts", exchange.receipts());
    return view;
  }

  @PostMapping("/api/v1/exchange/claims")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> claim(HttpServletRequest request, @RequestBody Claiming asked) {
    var caller = Caller.of(request).personWith(Role.ATTESTER);
    var about = CaseId.parse(Fields.required("about", asked.about()));
    return Map.of("id", exchange.publish(about, caller.actor()));
  }

  @PostMapping("/api/v1/exchange/claims/{id}/retraction")
  Map<String, Object> retract(
      HttpServletRequest request, @PathVariable String id, @RequestBody Taking asked) {
    var caller = Caller.of(request).personWith(Role.REVIEWER);
    exchange.retract(id, Fields.required("reason", asked.reason()), caller.actor());
    return Map.of("id", id, "retracted", true);
  }

  @GetMapping("/api/v1/partners")
  Map<String, Object> list(HttpServletRequest request) {
    Caller.of(request).with(Scope.READ);
    return Map.of("items", exchange.partners());
  }

  @PostMapping("/api/v1/partners")
  @ResponseStatus(HttpStatus.CREATED)
  Partner add(HttpServletRequest request, @RequestBody NewPartner asked) {
    var caller = Caller.of(request).personWith(Role.ADMINISTRATOR);
    var id = Fields.required("id", asked.id());
    exchange.add(
        new Partner(
            id,
            Fields.required("name", asked.name()),
            Fields.required("party", asked.party()),
            Fields.required("url", asked.url()),
            Fields.required("vkey", asked.vkey()),
            asked.simulated(),
            asked.bearer() == null ? "" : asked.bearer(),
            new Partner.Terms(Partner.Level.OBSERVE, List.of(), List.of(), 1_000, 100, true),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        caller.actor());
    following.follow(id);
    return exchange.partner(id);
  }

  @PutMapping("/api/v1/partners/{id}/terms")
  Partner terms(HttpServletRequest request, @PathVariable String id, @RequestBody NewTerms asked) {
    var caller = Caller.of(request).personWith(Role.ADMINISTRATOR);
    exchange.terms(
        id,
        new Partner.Terms(
            asked.level(),
            asked.isrcPrefixes() == null ? List.of() : asked.isrcPrefixes(),
            asked.labelLines() == null ? List.of() : asked.labelLines(),
            asked.dailyQuota(),
            asked.share(),
            asked.enabled()),
        caller.actor());
    return exchange.partner(id);
  }

  @PostMapping("/api/v1/partners/{id}/thaw")
  Partner thaw(HttpServletRequest request, @PathVariable String id) {
    exchange.thaw(id, Caller.of(request).personWith(Role.ADMINISTRATOR).actor());
    return exchange.partner(id);
  }

  @GetMapping("/api/v1/partners/{id}/claims")
  Map<String, Object> claims(HttpServletRequest request, @PathVariable String id) {
    Caller.of(request).with(Scope.READ);
    exchange.partner(id);
    return Map.of("items", exchange.claims(id, 500), "refusals", exchange.refusals(id, 50));
  }

  @PostMapping("/api/v1/partners/{id}/claims/{claim}/review")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void review(
      HttpServletRequest request,
      @PathVariable String id,
      @PathVariable String claim,
      @RequestBody Judging asked) {
    var caller = Caller.of(request).personWith(Role.REVIEWER);
    exchange.review(
        id, claim, asked.verdict(), Fields.required("why", asked.why()), caller.actor());
  }

  @PostMapping("/api/v1/partners/{id}/claims/{claim}/opinion")
  Map<String, Object> opine(
      HttpServletRequest request,
      @PathVariable String id,
      @PathVariable String claim,
      @RequestBody Opining asked) {
    var caller = Caller.of(request).personWith(Role.REVIEWER);
    var reason = Fields.required("reason", asked.reason());
    return Map.of("id", exchange.opine(id, claim, asked.opinion(), reason, caller.actor()));
  }
}
