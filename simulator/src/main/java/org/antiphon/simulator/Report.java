package org.antiphon.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// The simulator's own account of a run: counted from what reached the platforms and from the truth
/// about the uploads, never from what a client says of itself.
///
/// Figures under `totals` (0 is asked of those marked *):
///
/// - `accepted`: notices filed. `attested`: those whose document was signed before it was sent.
///   `unattested`*: the rest.
/// - `duplicates`*: notices that named the same upload, basis and works as one that still stood.
/// - `lost`*: documents that reached us in at least one attempt, but were neither accepted nor
///   refused for cause by the end, though the upload is still there.
/// - `wrongTarget`*: notices against an upload that is no copy, or no impersonation where they say
///   so; `wrongPerson`*: of the wrong artist. `wrongRecording`*: a work or segment that the upload
///   does not play. `wrongOffset`*: a segment more than 1 s off.
/// - `falseDown`*: a false "removed" (F23) after which the client never looked at the upload.
/// - `earlyRequests`*: requests within a Retry-After: any repetition, or any request through the
///   same door more than 1 s after the 429 went out. `overLimit`: requests over the rate; more than
///   1 % of all is a failure.
/// - `forgedEffects`*: forged events that were answered below 400. A client may still have ignored
///   them; it told the sender otherwise.
/// - `missedUploads`*: published uploads that no answer ever brought to the client.
/// - `leaked`*: redirects to another host that were followed.
/// - `copiesNotNoticed`: copies with a mandate, not taken away by their uploaders, without a
///   notice: what recognition or patience missed. Not part of the verdict.
/// - `machineMadePlanted`, `impersonationsPlanted`, `innocentPlanted`: as the truth says;
///   `machineMadeNoticed`, `impersonationsNoticed`: those with a notice that is right.
/// - `seenDown`: notices after whose removal the client asked for both page and audio.
final class Report {
  private static final List<String> MUST_BE_ZERO =
      List.of(
          "unattested",
          "duplicates",
          "lost",
          "wrongTarget",
          "wrongRecording",
          "wrongPerson",
          "wrongOffset",
          "falseDown",
          "earlyRequests",
          "forgedEffects",
          "missedUploads",
          "leaked");

  private final Scenario scenario;
  private final List<Platform> platforms;
  private final Run run;
  private final Map<String, Long> totals = new LinkedHashMap<>();
  private final List<Double> hours = new ArrayList<>();

  private Report(Scenario scenario, List<Platform> platforms, Run run) {
    this.scenario = scenario;
    this.platforms = platforms;
    this.run = run;
    for (String figure : List.of("requests", "accepted", "attested")) totals.put(figure, 0L);
    MUST_BE_ZERO.forEach(figure -> totals.put(figure, 0L));
    for (String figure :
        List.of(
            "overLimit",
            "copies",
            "copiesNotNoticed",
            "down",
            "seenDown",
            "machineMadePlanted",
            "machineMadeNoticed",
            "impersonationsPlanted",
            "impersonationsNoticed",
            "innocentPlanted")) totals.put(figure, 0L);
  }

  /// The report as things stand; while it is counted, no platform moves.
  static Map<String, Object> of(Scenario scenario, List<Platform> platforms, Run run) {
    return held(0, scenario, platforms, run);
  }

  private static Map<String, Object> held(
      int from, Scenario scenario, List<Platform> platforms, Run run) {
    if (from == platforms.size()) return new Report(scenario, platforms, run).json();
    return platforms.get(from).still(_ -> held(from + 1, scenario, platforms, run));
  }

  private Map<String, Object> json() {
    var uploads = new ArrayList<Map<String, Object>>();
    for (var platform : platforms) {
      count(platform);
      for (var upload : platform.uploads().all()) uploads.add(upload(platform, upload));
    }
    Set<Fault> enabled = new TreeSet<>(run.plan().enabled());
    var faults = run.injections().report(enabled);
    var reasons = reasons(faults);
    var report = new LinkedHashMap<String, Object>();
    report.put("schema", "antiphon-simulation/1");
    report.put("seed", scenario.seed());
    report.put("calendarScale", scenario.calendarScale());
    report.put("at", run.clock().instant().toString());
    report.put("verdict", reasons.isEmpty() ? "PASS" : "FAIL");
    report.put("reasons", reasons);
    report.put("totals", totals);
    report.put("hoursToDown", quantiles());
    report.put("faults", faults);
    report.put("uploads", uploads);
    return report;
  }

  private void count(Platform platform) {
    add("requests", platform.gate().requests());
    add("earlyRequests", platform.gate().early());
    add("overLimit", platform.gate().overLimit());
    add("forgedEffects", platform.events().forgedEffects());
    add("leaked", platform.leaked());
    for (var attempt : platform.notices().attempts())
      add("lost", platform.notices().isLost(attempt) ? 1 : 0);
    platform.notices().notices().forEach(this::count);
    for (var upload : platform.uploads().all()) count(platform, upload);
  }

  private void count(Notice notice) {
    add("accepted", 1);
    add("duplicates", notice.duplicate ? 1 : 0);
    notice.gist.findings().forEach(finding -> add(finding, 1));
    add("attested", notice.gist.findings().contains("unattested") ? 0 : 1);
    if (notice.lied && notice.saidRemoved().filter(notice.target::lookedAtSince).isEmpty())
      add("falseDown", notice.saidRemoved().isPresent() ? 1 : 0);
    if (notice.reallyDown().isEmpty()) return;
    var down = notice.reallyDown().get();
    add("seenDown", notice.target.seenWholeSince(down) ? 1 : 0);
    hours.add(
        Duration.between(notice.acceptedAt, down).toMillis() * run.calendarScale() / 3_600_000);
  }

  private void count(Platform platform, Hosted upload) {
    boolean published = !upload.plan.publishedAt().isAfter(run.clock().instant());
    add("missedUploads", published && !upload.listed && !upload.isDown() ? 1 : 0);
    countClaims(platform, upload);
    if (!upload.plan.truth().isCopy()) return;
    add("copies", 1);
    add("down", upload.isDown() && upload.vanished == null ? 1 : 0);
    boolean wanted = upload.plan.truth().mandated() && upload.vanished == null;
    boolean noticed = noticesOn(platform, upload).stream().anyMatch(n -> !n.duplicate);
    add("copiesNotNoticed", wanted && !noticed ? 1 : 0);
  }

  /// What was planted beside copies. A bystander that is machine-made may be labelled, not noticed.
  private void countClaims(Platform platform, Hosted upload) {
    var truth = upload.plan.truth();
    var rightly = noticesOn(platform, upload).stream().filter(n -> n.gist.findings().isEmpty());
    var bases = rightly.map(notice -> notice.gist.basis()).toList();
    add("machineMadePlanted", truth.machineMade() ? 1 : 0);
    add("machineMadeNoticed", truth.machineMade() && !bases.isEmpty() ? 1 : 0);
    add("impersonationsPlanted", truth.isImpersonation() ? 1 : 0);
    add("impersonationsNoticed", bases.contains("IMPERSONATION") ? 1 : 0);
    add("innocentPlanted", truth.identity().equals("innocent") ? 1 : 0);
  }

  private static List<Notice> noticesOn(Platform platform, Hosted upload) {
    return platform.notices().on(upload.plan.id());
  }

  private void add(String figure, long more) {
    totals.merge(figure, more, Long::sum);
  }

  private Map<String, Object> upload(Platform platform, Hosted upload) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("id", upload.plan.id());
    entry.put("platform", platform.settings().id());
    entry.put("truth", upload.plan.truth());
    entry.put("listed", upload.listed);
    entry.put("vanished", upload.vanished != null);
    entry.put("down", upload.isDown());
    var notices = new ArrayList<Map<String, Object>>();
    for (var notice : noticesOn(platform, upload)) notices.add(notice(notice));
    entry.put("noticed", !notices.isEmpty());
    entry.put("notices", notices);
    return entry;
  }

  private static Map<String, Object> notice(Notice notice) {
    var entry = new LinkedHashMap<>(notice.wire());
    entry.remove("uploadId");
    entry.put("basis", notice.gist.basis());
    entry.put("recordings", notice.gist.works());
    var error = notice.gist.offsetError();
    entry.put("offsetErrorSeconds", error.isPresent() ? rounded(error.getAsDouble()) : null);
    entry.put("signedBy", notice.gist.signedBy());
    entry.put("findings", notice.gist.findings());
    entry.put("duplicate", notice.duplicate);
    entry.put("falseRemoved", notice.lied);
    entry.put("reallyDownAt", notice.reallyDown().map(Object::toString).orElse(null));
    var seen = notice.reallyDown().map(notice.target::seenWholeSince).orElse(false);
    entry.put("seenDown", seen);
    return entry;
  }

  private static double rounded(double value) {
    return Math.rint(value * 1000) / 1000;
  }

  private Map<String, Object> quantiles() {
    hours.sort(null);
    var quantiles = new LinkedHashMap<String, Object>();
    for (int percent : List.of(50, 90, 99))
      if (!hours.isEmpty())
        quantiles.put(
            "p" + percent, rounded(hours.get((int) ((hours.size() - 1) * percent / 100.0))));
    return quantiles;
  }

  private List<String> reasons(Map<String, Object> faults) {
    var reasons = new ArrayList<String>();
    for (String figure : MUST_BE_ZERO) {
      long found = Objects.requireNonNull(totals.get(figure));
      if (found > 0) reasons.add(figure + " = " + found);
    }
    long over = Objects.requireNonNull(totals.get("overLimit"));
    long requests = Objects.requireNonNull(totals.get("requests"));
    if (over * 100 > requests)
      reasons.add("overLimit = " + over + " of " + requests + ", over 1 %");
    faults.forEach((id, entry) -> {
      if (!(entry instanceof Map<?, ?> fault)) return;
      if (Objects.equals(fault.get("injected"), 0))
        reasons.add(id + " was never injected: the run proves nothing about it");
      if (fault.get("violations") instanceof List<?> violations && !violations.isEmpty())
        reasons.add(id + " not survived: " + violations.size() + " violations");
    });
    return reasons;
  }
}
