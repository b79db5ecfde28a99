package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antiphon.enforcement.delivery.EventInbox;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Where platforms call us. Answers 2xx only when the event is committed; the signature is checked
/// over the raw body, so nothing is parsed here.
@RestController
public final class HooksApi {
  private static final int LONGEST = (1 << 20) + 1;

  private final EventInbox inbox;

  /// Hands over to `inbox`.
  public HooksApi(EventInbox inbox) {
    this.inbox = inbox;
  }

  @PostMapping("/hooks/{platform}")
  ResponseEntity<Void> receive(HttpServletRequest request, @PathVariable String platform)
      throws IOException {
    var body = request.getInputStream().readNBytes(LONGEST);
    var status =
        switch (inbox.receive(platform, headers(request), body)) {
          case STORED -> HttpStatus.NO_CONTENT;
          case FORGED -> HttpStatus.UNAUTHORIZED;
          case UNKNOWN_PLATFORM -> HttpStatus.NOT_FOUND;
          case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
        };
    return ResponseEntity.status(status).build();
  }

  private static Map<String, List<String>> headers(HttpServletRequest request) {
    var headers = new LinkedHashMap<String, List<String>>();
    for (String name : Collections.list(request.getHeaderNames()))
      headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
    return headers;
  }
}
