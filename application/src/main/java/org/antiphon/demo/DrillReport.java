package org.antiphon.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a drill ends with.
///
/// @param uploads published, copies and bystanders
/// @param simulator the platforms' own report
/// @param ledger answer of `ledger verify --json`
/// @param ours what only we know
/// @param seconds from the platforms' opening to their report
public record DrillReport(
    int uploads, JsonNode simulator, JsonNode ledger, Ours ours, double seconds) {
  /// @param restarts how often our server was killed and came back
  /// @param peakBytes the server's largest resident memory; 0 where the system does not tell
  /// @param signing how long lists took
  record Ours(int restarts, long peakBytes, BatchSigner.Told signing) {}

  /// One figure, named.
  public record Figure(String name, double value, String unit) {}

  /// Whether the platforms' verdict is PASS, every copy that was not taken away is noticed, and the
  /// ledger verifies.
  public boolean holds() {
    return simulator.path("verdict").asString().equals("PASS")
        && total("copiesNotNoticed") == 0
        && ledger.path("verified").asBoolean();
  }

  /// Why it does not hold.
  public List<String> reasons() {
    var reasons = new ArrayList<String>();
    for (var reason : simulator.path("reasons")) reasons.add(reason.asString());
    long missed = (long) total("copiesNotNoticed");
    if (missed > 0) reasons.add(missed + " copies were still there and got no notice");
    if (!ledger.path("verified").asBoolean()) reasons.add("the ledger does not verify");
    return List.copyOf(reasons);
  }

  /// The figures, counted from the platforms' record where it tells them.
  public List<Figure> figures() {
    var figures = new ArrayList<Figure>();
    figures.add(new Figure("uploads published", uploads, "uploads"));
    for (var name : COUNTED) figures.add(new Figure(name, total(name), "counted by the platforms"));
    double accepting = accepting();
    figures.add(new Figure("first to last acceptance", accepting, "s"));
    figures.add(new Figure("accepted", total("accepted") / Math.max(1, accepting), "notices/s"));
    figures.add(
        new Figure(
            "requests for a notice",
            total("requests") / Math.max(1, total("accepted")),
            "requests"));
    var signing = ours.signing();
    figures.add(new Figure("lists signed", signing.batches(), "lists"));
    double signed = Math.max(1, signing.notices());
    figures.add(new Figure("drawing up", signing.drawingSeconds() * 1000 / signed, "ms/notice"));
    figures.add(new Figure("signing", signing.signingSeconds() * 1000 / signed, "ms/notice"));
    figures.add(new Figure("faults injected", injected(), "faults"));
    figures.add(new Figure("restarts after SIGKILL", ours.restarts(), "restarts"));
    figures.add(new Figure("server's largest memory", ours.peakBytes() / 1e6, "MB"));
    figures.add(new Figure("ledger entries", ledger.path("entries").asDouble(), "entries"));
    figures.add(new Figure("whole run", seconds, "s"));
    return List.copyOf(figures);
  }

  private static final List<String> COUNTED =
      List.of(
          "copies",
          "accepted",
          "copiesNotNoticed",
          "down",
          "duplicates",
          "lost",
          "unattested",
          "wrongTarget",
          "wrongRecording",
          "wrongOffset",
          "falseDown",
          "earlyRequests",
          "overLimit",
          "forgedEffects",
          "missedUploads");

  private double total(String name) {
    return simulator.path("totals").path(name).asDouble();
  }

  private double injected() {
    return simulator
        .path("faults")
        .valueStream()
        .mapToDouble(f -> f.path("injected").asDouble())
        .sum();
  }

  /// Seconds from the first accepted notice to the last.
  private double accepting() {
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    for (var upload : simulator.path("uploads"))
      for (var notice : upload.path("notices")) {
        var at = Instant.parse(notice.path("createdAt").asString());
        if (at.isBefore(first)) first = at;
        if (at.isAfter(last)) last = at;
      }
    return first.isAfter(last) ? 0 : Duration.between(first, last).toMillis() / 1000.0;
  }
}
