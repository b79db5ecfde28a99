package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.antiphon.accounts.Scope;
import org.antiphon.server.Caller;
import org.antiphon.server.Overview;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// The story in figures, once or as it happens.
@RestController
public final class OverviewApi {
  private static final Duration TICK = Duration.ofSeconds(1);

  /// A client is let go after so long and connects again by itself.
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /// Ticks without a change until a comment keeps the line open.
  private static final int QUIET_TICKS = 15;

  private final Overview overview;

  /// Reads only.
  public OverviewApi(Overview overview) {
    this.overview = overview;
  }

  @GetMapping("/api/v1/overview")
  Map<String, Object> now(HttpServletRequest request) {
    Caller.of(request).with(Scope.READ);
    return overview.now();
  }

  @GetMapping(path = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter events(HttpServletRequest request) {
    Caller.of(request).with(Scope.READ);
    var emitter = new SseEmitter(LONGEST.toMillis());
    Thread.ofVirtual().name("events").start(() -> tell(emitter));
    return emitter;
  }

  private void tell(SseEmitter emitter) {
    Map<String, Object> last = Map.of();
    int quiet = 0;
    try {
      for (long tick = 0; tick < LONGEST.toSeconds(); tick++) {
        var now = overview.now();
        if (!now.equals(last)) {
          emitter.send(SseEmitter.event().name("overview").data(now, MediaType.APPLICATION_JSON));
          last = now;
          quiet = 0;
        } else if (++quiet % QUIET_TICKS == 0)
          emitter.send(SseEmitter.event().comment("still here"));
        LockSupport.parkNanos(TICK.toNanos());
      }
      emitter.complete();
    } catch (IOException | RuntimeException e) {
      emitter.completeWithError(e); // the reader went away, or the server stops
    }
  }
}
