package org.antiphon.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A service that says of any sound whether a machine made it: a number drawn from the seed and the
/// sound's bytes (or its address), the same for the same sound, or the one that the scenario fixes.
/// It knows nothing of sound. Its first requests meet the scenario's faults in their order.
///
/// `POST /second-opinion/v1/detections` with a Bearer key: the sound as `application/octet-stream`,
/// or `{"audioUrl": …}` as JSON; `{"confidence", "artifacts"}` back.
final class OtherDetector {
  static final String PREFIX = "/second-opinion/";
  private static final String PATH = PREFIX + "v1/detections";
  private static final String STREAM = "second-opinion";
  private static final List<String> HEARD =
      List.of("metallic sheen above 8 kHz", "smeared onsets", "looped breath", "flat stereo");

  private final Settings settings;
  private final Dice dice;
  private final java.time.InstantSource clock;
  private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
  private final Set<String> answered = new HashSet<>();
  private final List<Map<String, Object>> answers = new ArrayList<>();
  private Instant closedUntil = Instant.MIN;
  private int requests;
  private int unauthorised;
  private int early;
  private int again;

  /// How it fails.
  enum Fault {
    /// 429 with Retry-After.
    LIMIT,
    /// 503 without a word.
    BROKEN,
    /// No answer until the connection is closed.
    STALL,
    /// 200 with a body that says nothing.
    NONSENSE
  }

  /// @param first what the first requests with a good key meet, in this order
  /// @param fixed the number for every sound; below 0: drawn
  /// @param stall how long a stalled request is kept waiting
  record Settings(List<Fault> first, double fixed, Duration stall, int retryAfterSeconds) {
    /// Reads a scenario's `detector`.
    static Settings of(JsonNode json) {
      var first = new ArrayList<Fault>();
      for (var each : json.path("first")) first.add(fault(each.asString("")));
      String stall = Json.text(json, "stall");
      return new Settings(
          List.copyOf(first),
          Json.number(json.path("confidence")).orElse(-1),
          stall.isEmpty() ? Duration.ofSeconds(2) : Duration.parse(stall),
          (int) Json.number(json.path("retryAfterSeconds")).orElse(2));
    }

    private static Fault fault(String word) {
      for (var fault : Fault.values()) if (fault.name().equals(word)) return fault;
      throw new BadScenario(
          "the detector's fault \"" + word + "\" is unknown; use " + List.of(Fault.values()));
    }
  }

  OtherDetector(Settings settings, Dice dice, java.time.InstantSource clock) {
    this.settings = settings;
    this.dice = dice;
    this.clock = clock;
  }

  static boolean serves(String path) {
    return path.startsWith(PREFIX);
  }

  /// What a client needs to know.
  Map<String, Object> entry(int port) {
    return Map.of("url", "http://127.0.0.1:" + port + PATH, "key", key());
  }

  private String key() {
    return "key_"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(dice.bytes(STREAM, "key"));
  }

  synchronized Response answer(Request request) {
    if (!request.path().equals(PATH))
      return Problems.of(404, "no_such_path", "Nothing at " + request.path());
    if (!request.method().equals("POST"))
      return Problems.of(405, "wrong_method", "POST the sound").with("Allow", "POST");
    if (!request.header("authorization").orElse("").equals("Bearer " + key())) {
      unauthorised++;
      return Problems.of(401, "unauthorised", "The key is not good")
          .with("WWW-Authenticate", "Bearer");
    }
    requests++;
    if (clock.instant().isBefore(closedUntil)) {
      early++;
      return limited();
    }
    return requests <= settings.first().size()
        ? failing(settings.first().get(requests - 1))
        : judged(request);
  }

  private Response failing(Fault fault) {
    injected.merge(fault, 1, Integer::sum);
    return switch (fault) {
      case LIMIT -> {
        closedUntil = clock.instant().plusSeconds(settings.retryAfterSeconds());
        yield limited();
      }
      case BROKEN -> Problems.of(503, "unavailable", "Broken");
      case STALL -> Response.json(200, Map.of()).by(new Response.Delivery.Never(settings.stall()));
      case NONSENSE -> Response.json(200, Map.of("confidence", "very", "artifacts", 7));
    };
  }

  private Response limited() {
    return Problems.of(429, "rate_limited", "Too many requests")
        .with("Retry-After", String.valueOf(settings.retryAfterSeconds()));
  }

  private Response judged(Request request) {
    boolean byAddress = request.header("content-type").orElse("").startsWith("application/json");
    String address = byAddress ? Json.text(Json.orMissing(text(request)), "audioUrl") : "";
    if (byAddress && address.isEmpty())
      return Problems.of(400, "bad_json", "No audioUrl in the body");
    if (request.body().length == 0) return Problems.of(400, "bad_request", "No sound");
    String sound = byAddress ? address : HexFormat.of().formatHex(sha256(request.body()));
    double confidence =
        settings.fixed() >= 0
            ? settings.fixed()
            : Math.round(1000 * dice.unit(STREAM, sound, 0)) / 1000.0;
    if (!answered.add(request.header("idempotency-key").orElse(sound))) again++;
    var note = new LinkedHashMap<String, Object>();
    note.put("sound", sound);
    note.put("confidence", confidence);
    answers.add(note);
    return Response.json(
        200, Map.of("confidence", confidence, "artifacts", heard(sound, confidence)));
  }

  private List<String> heard(String sound, double confidence) {
    if (confidence < 0.5) return List.of();
    int most = 1 + dice.below(HEARD.size(), STREAM, sound, 1);
    return HEARD.subList(0, most);
  }

  private static String text(Request request) {
    return new String(request.body(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /// Its own account: `early` requests came within a Retry-After, `again` are questions that had
  /// been answered before.
  synchronized Map<String, Object> report() {
    var report = new LinkedHashMap<String, Object>();
    report.put("requests", requests);
    report.put("unauthorised", unauthorised);
    report.put("early", early);
    report.put("again", again);
    report.put("faults", new LinkedHashMap<>(injected));
    report.put("answers", List.copyOf(answers));
    return report;
  }
}
