package org.antiphon.telemetry;

import java.util.Map;

/// What the units of work are called in traces, by the type of their job.
public final class Units {
  private static final Map<String, String> OF_JOBS =
      Map.ofEntries(
          Map.entry("intake.crawl", "intake.page"),
          Map.entry("upload.fetch", "intake.fetch"),
          Map.entry("upload.fetched", "examination.assess"),
          Map.entry("upload.assessed", "case.open"),
          Map.entry("notice.attested", "delivery.send"),
          Map.entry("notice.revived", "delivery.send"),
          Map.entry("notice.remind", "delivery.remind"),
          Map.entry("platform.event", "delivery.hear"),
          Map.entry("platform.poll", "delivery.poll"),
          Map.entry("notice.accepted", "verification.watch"),
          Map.entry("notice.word", "verification.look"),
          Map.entry("upload.look", "verification.look"),
          Map.entry("notice.withdraw", "contest.retract"),
          Map.entry("appeal.due", "contest.overdue"),
          Map.entry("ledger.verify", "ledger.verify"));

  private Units() {}

  /// The name of a job's unit; the type itself where none is given.
  public static String ofJob(String type) {
    return OF_JOBS.getOrDefault(type, type);
  }
}
