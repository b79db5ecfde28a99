package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.antiphon.accounts.Scope;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.network.exchange.Exchange;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.antiphon.server.Media;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Our exchange feed as partners read it: `antiphon-exchange/1`, below `/exchange/`. Each partner
/// has a key with the scope EXCHANGE.
@RestController
public final class FeedApi {
  private final Exchange exchange;
  private final Media media;

  /// Serves the feed.
  public FeedApi(Exchange exchange, Media media) {
    this.exchange = exchange;
    this.media = media;
  }

  @GetMapping("/exchange/checkpoint")
  ResponseEntity<String> checkpoint(HttpServletRequest request) {
    Caller.of(request).with(Scope.EXCHANGE);
    var note = exchange.feed().checkpoint();
    var tag = CanonicalJson.sha256(note.getBytes(StandardCharsets.UTF_8));
    return ResponseEntity.ok()
        .eTag('"' + tag + '"')
        .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
        .body(note);
  }

  @GetMapping("/exchange/tile/**")
  ResponseEntity<byte[]> tile(HttpServletRequest request) {
    Caller.of(request).with(Scope.EXCHANGE);
    var path = request.getRequestURI().substring("/exchange/".length());
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .body(exchange.feed().tile(path));
  }

  @GetMapping("/exchange/blob/sha256/{sha256}")
  ResponseEntity<Resource> blob(HttpServletRequest request, @PathVariable String sha256) {
    Caller.of(request).with(Scope.EXCHANGE);
    return media.sound(
        exchange
            .offered(sha256)
            .orElseThrow(() ->
                new Refused("NOT_FOUND", "blob " + sha256, "none, or withdrawn", "read the feed")));
  }
}
