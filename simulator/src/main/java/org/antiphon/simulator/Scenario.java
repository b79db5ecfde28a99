package org.antiphon.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Which platforms there are, what they publish and how they misbehave.
///
/// @param detector a service that says whether a machine made a sound, where one is to be played
/// @param calendarScale how much faster removal delays run than the clock (1,440: a day a minute);
///   rates, time-outs, settle times and Retry-After are wire time and never scaled
record Scenario(
    long seed,
    double calendarScale,
    List<PlatformSettings> platforms,
    List<PlannedUpload> uploads,
    Optional<OtherDetector.Settings> detector) {

  /// One platform. All durations but those of [Removal] are wire time.
  ///
  /// @param faults rate of each fault that is on
  record PlatformSettings(
      String id,
      String name,
      Limits limits,
      Removal removal,
      Timing timing,
      Map<Fault, Double> faults) {
    boolean has(Fault fault) {
      return faults.containsKey(fault);
    }
  }

  /// Requests under `/v1`, as a token bucket.
  record Limits(double perSecond, int burst) {}

  /// Calendar time from acceptance to removal: log-normal with these quantiles, cut at `p99`.
  ///
  /// @param falseFor how long a false "removed" (F23) stays a lie
  record Removal(Duration p50, Duration p99, Duration falseFor) {}

  /// @param settle within which an accepted notice becomes visible
  /// @param stall how long F5 keeps a client waiting before the connection is closed
  /// @param cursorLife after which the feed's cursors answer 410
  /// @param slow by which F17 delays each answer
  record Timing(
      Duration settle, Duration keyLifetime, Duration stall, Duration cursorLife, Duration slow) {}

  private static final Timing USUAL_TIMING =
      new Timing(
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ofSeconds(60),
          Duration.ofSeconds(20));

  /// Reads a scenario file, or takes an uploads folder with three ordinary platforms (or as many as
  /// its lines name).
  ///
  /// @param scale overrides the file's `calendarScale` when > 0
  static Scenario read(Path path, long seed, double scale, Set<Fault> faults) throws IOException {
    if (Files.isDirectory(path)) return ofFolder(path, seed, scale > 0 ? scale : 1440, faults);
    var json = Json.read(Files.readAllBytes(path));
    String folder = Json.text(json, "uploads");
    if (folder.isEmpty()) throw new BadScenario("uploads must name a folder with uploads.jsonl");
    var uploads = PlannedUpload.readAll(path.toAbsolutePath().resolveSibling(folder));
    double own = Json.number(json.path("calendarScale")).orElse(1440);
    var platforms = new ArrayList<PlatformSettings>();
    for (var platform : json.path("platforms")) platforms.add(platform(platform, faults));
    if (platforms.isEmpty()) throw new BadScenario("platforms must have at least one entry");
    var detector =
        json.path("detector").isObject()
            ? Optional.of(OtherDetector.Settings.of(json.path("detector")))
            : Optional.<OtherDetector.Settings>empty();
    return checked(
        new Scenario(seed, scale > 0 ? scale : own, List.copyOf(platforms), uploads, detector));
  }

  private static Scenario ofFolder(Path folder, long seed, double scale, Set<Fault> faults)
      throws IOException {
    var uploads = PlannedUpload.readAll(folder.toAbsolutePath());
    var names = new LinkedHashMap<String, String>();
    uploads.stream().map(PlannedUpload::platform).sorted().forEach(p -> names.put(p, p));
    if (names.isEmpty()) List.of("p1", "p2", "p3").forEach(p -> names.put(p, p));
    var platforms = new ArrayList<PlatformSettings>();
    for (String id : names.keySet()) platforms.add(platform(Json.tree(Map.of("id", id)), faults));
    return checked(new Scenario(seed, scale, List.copyOf(platforms), uploads, Optional.empty()));
  }

  private static Scenario checked(Scenario scenario) {
    var ids = scenario.platforms().stream().map(PlatformSettings::id).toList();
    for (var upload : scenario.uploads())
      if (!ids.contains(upload.platform()))
        throw new BadScenario(
            "upload " + upload.id() + " names platform \"" + upload.platform() + "\"; use " + ids);
    return scenario;
  }

  private static PlatformSettings platform(JsonNode json, Set<Fault> allowed) {
    String id = Json.text(json, "id");
    if (!id.matches("[a-z0-9][a-z0-9-]{0,31}"))
      throw new BadScenario("platform id \"" + id + "\" must be 1 to 32 of a-z 0-9 -");
    String shape = Json.text(json, "shape");
    if (!shape.isEmpty() && !shape.equals("C1"))
      throw new BadScenario("shape \"" + shape + "\" is not served here; only C1 is");
    var rate = json.path("rate");
    var removal = json.path("removal");
    String name = Json.text(json, "name");
    return new PlatformSettings(
        id,
        name.isEmpty() ? "Simulated platform " + id : name,
        new Limits(
            Json.number(rate.path("perSecond")).orElse(20),
            (int) Json.number(rate.path("burst")).orElse(40)),
        new Removal(
            time(removal, "p50", Duration.ofHours(1)),
            time(removal, "p99", Duration.ofHours(8)),
            time(removal, "falseFor", Duration.ofHours(6))),
        timing(json),
        faults(json, allowed));
  }

  private static Timing timing(JsonNode json) {
    return new Timing(
        time(json, "settle", USUAL_TIMING.settle()),
        time(json, "keyLifetime", USUAL_TIMING.keyLifetime()),
        time(json, "stall", USUAL_TIMING.stall()),
        time(json, "cursorLife", USUAL_TIMING.cursorLife()),
        time(json, "slow", USUAL_TIMING.slow()));
  }

  private static Duration time(JsonNode json, String field, Duration usual) {
    String text = Json.text(json, field);
    return text.isEmpty() ? usual : Duration.parse(text);
  }

  /// The scenario's own list, as far as the command line allows it; without one all that are
  /// allowed.
  private static Map<Fault, Double> faults(JsonNode json, Set<Fault> allowed) {
    var rates = new EnumMap<Fault, Double>(Fault.class);
    if (!json.has("faults")) {
      for (var fault : allowed) if (fault != Fault.F17) rates.put(fault, fault.usualRate());
      return rates;
    }
    var known = EnumSet.allOf(Fault.class);
    for (var entry : json.path("faults")) {
      String id = Json.text(entry, "id");
      var fault =
          known.stream()
              .filter(f -> f.name().equals(id))
              .findFirst()
              .orElseThrow(() -> new BadScenario("fault \"" + id + "\" is unknown; use " + known));
      double rate = Json.number(entry.path("rate")).orElse(fault.usualRate());
      if (allowed.contains(fault) || fault == Fault.F17) rates.put(fault, rate);
    }
    return rates;
  }
}
