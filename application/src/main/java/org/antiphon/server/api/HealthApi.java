package org.antiphon.server.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.antiphon.database.Database;
import org.antiphon.ledger.Ledger;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Whether the process lives, and whether it can work.
@RestController
public final class HealthApi {
  /// An entry that waits longer for its place in the ledger is an alarm.
  private static final Duration SEQUENCED_WITHIN = Duration.ofSeconds(10);

  private final Database database;
  private final Ledger ledger;

  /// Asks both.
  public HealthApi(Database database, Ledger ledger) {
    this.database = database;
    this.ledger = ledger;
  }

  @GetMapping("/healthz")
  Map<String, String> alive() {
    return Map.of("status", "ok");
  }

  @GetMapping("/readyz")
  ResponseEntity<Map<String, Object>> ready() {
    var checks = new LinkedHashMap<String, Object>();
    boolean answers = database.sql().sql("select 1").query(Integer.class).single() == 1;
    boolean sequenced = ledger.unsequencedAge().compareTo(SEQUENCED_WITHIN) < 0;
    checks.put("database", answers ? "ok" : "fail");
    checks.put("ledger", sequenced ? "ok" : "fail");
    return ResponseEntity.status(answers && sequenced ? 200 : 503).body(checks);
  }
}
