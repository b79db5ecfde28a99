package org.antiphon.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.antiphon.demo.Plan.Planned;
import org.antiphon.outbound.Outbound;
import org.antiphon.problem.Unavailable;
import tools.jackson.databind.JsonNode;

/// The last act: a second installation, a partner that holds none of our recordings, reads our feed
/// and blocks re-uploads of what we had taken down; then we take one claim back, and it lets the
/// upload through. The demonstration plays the people: who issues a claim by hand (nothing is
/// issued by itself for 72 h), and who confirms it at the partner (which gives the quorum).
///
/// The figures are the partner's answers about sounds of which the plan says what they are.
final class Partnership {
  private static final int REUPLOADS = 3;
  private static final int INNOCENTS = 5;
  private static final double LONG_ENOUGH = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final DemoPlaces places;
  private final Outbound outbound;
  private final InstantSource clock;
  private final Progress progress;
  private final DemoClient ours;

  /// @param ours logged in at the first installation
  Partnership(
      DemoPlaces places,
      Outbound outbound,
      InstantSource clock,
      Progress progress,
      DemoClient ours) {
    this.places = places;
    this.outbound = outbound;
    this.clock = clock;
    this.progress = progress;
    this.ours = ours;
  }

  /// What the partner did.
  ///
  /// @param reuploads of sounds that were taken down at the first installation
  /// @param innocentsBlocked of sounds that nobody claims: must be 0
  /// @param retractionSeconds from our word to the partner's release; absent: not released
  /// @param receiptSeconds from our word to the partner's "seen" in our hands
  /// @param problem why its part did not come to its end; absent: it did
  record Outcome(
      int reuploads,
      int blocked,
      int innocents,
      int innocentsBlocked,
      Optional<Double> retractionSeconds,
      Optional<Double> receiptSeconds,
      Optional<String> problem) {
    static Outcome unfinished(String why) {
      return new Outcome(0, 0, 0, 0, Optional.empty(), Optional.empty(), Optional.of(why));
    }
  }

  /// A case of ours whose upload is down, and the plan's word on it.
  private record Down(String about, Planned upload) {}

  Outcome play(List<Planned> plan, String ourAddress) {
    var downs = downs(plan);
    if (downs.isEmpty()) return Outcome.unfinished("nothing that could be claimed was taken down");
    var home =
        new DemoPlaces(
            places.launcher(), places.samples(), places.work().resolve("partner"), places.cache());
    int port = Server.freePort();
    Server.configure(home, "[work]\ncalendar_scale = 1440\n");
    try (var server = Server.start(home, port)) {
      var theirs = new DemoClient(outbound, server.address());
      new Signer(theirs, new DemoClient(outbound, server.address())).enrol(server.setupToken());
      introduce(theirs, server.address().toString(), ourAddress);
      var claims = claim(downs);
      confirm(theirs, claims);
      progress.say(
          claims.size() + " claims issued by hand, read and confirmed at a second installation");
      try {
        return screen(theirs, plan, downs, claims);
      } finally {
        leave();
      }
    }
  }

  /// The partner ends with its part: nobody should read on the pages that stay up that it cannot be
  /// reached, once a second.
  private void leave() {
    ours.put("/api/v1/partners/partner/terms", terms("OBSERVE", List.of(), false));
  }

  private static Map<String, Object> terms(
      String level, List<String> isrcPrefixes, boolean enabled) {
    return Map.of(
        "level",
        level,
        "isrcPrefixes",
        isrcPrefixes,
        "labelLines",
        List.of(),
        "dailyQuota",
        1000,
        "share",
        100,
        "enabled",
        enabled);
  }

  private List<Down> downs(List<Planned> plan) {
    var byId = new HashMap<String, Planned>();
    for (var upload : plan)
      if (upload.copyOf().isPresent() && upload.recipe().heardSeconds() >= LONG_ENOUGH)
        byId.put(upload.id(), upload);
    var downs = new ArrayList<Down>();
    for (var line : ours.get("/api/v1/cases?state=DOWN&limit=500").path("items")) {
      var upload = byId.get(line.path("uploadId").asString());
      if (upload != null) downs.add(new Down(line.path("id").asString(), upload));
    }
    downs.sort(Comparator.comparingDouble(Partnership::disguise));
    var recordings = new HashSet<Optional<String>>();
    downs.removeIf(down -> !recordings.add(down.upload.copyOf()));
    return List.copyOf(downs.subList(0, Math.min(REUPLOADS, downs.size())));
  }

  /// Undisguised ones first, long ones before short ones; each recording once, so that a claim
  /// taken back leaves no other on the same sound.
  private static double disguise(Down down) {
    var recipe = down.upload.recipe();
    boolean plain =
        recipe.disguise().name().equals("none")
            && recipe.under().isEmpty()
            && recipe.model().isEmpty();
    return (plain ? 0 : 1_000) - recipe.heardSeconds();
  }

  /// Each becomes the other's partner: we are relied on, within our ISRC prefix; they are observed.
  private void introduce(DemoClient theirs, String theirAddress, String ourAddress) {
    befriend(theirs, ours, "demonstration-rights", ourAddress, "us");
    theirs.put(
        "/api/v1/partners/demonstration-rights/terms", terms("RELY", List.of("ZZANT"), true));
    theirs.put(
        "/api/v1/screening/settings",
        Map.of("enforce", true, "enabled", true, "holdHours", 24, "late", "ALLOW"));
    befriend(ours, theirs, "partner", theirAddress, "them");
  }

  /// `reader` will read the feed of `owner`.
  private void befriend(
      DemoClient reader, DemoClient owner, String id, String address, String name) {
    var key = owner.post("/api/v1/keys", Map.of("name", id, "scopes", List.of("EXCHANGE")));
    reader.post(
        "/api/v1/partners",
        Map.of(
            "id",
            id,
            "name",
            id,
            "party",
            "party:" + id,
            "url",
            address + "exchange/",
            "vkey",
            owner.get("/api/v1/exchange").path("vkey").asString(),
            "simulated",
            true,
            "bearer",
            "file:" + secret(name, key.path("secret").asString())));
  }

  private Path secret(String name, String value) {
    try {
      var file = places.work().resolve("secrets").resolve("feed-" + name + ".key");
      Files.createDirectories(file.getParent());
      return Files.writeString(file, value);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + places.work(), e);
    }
  }

  private List<String> claim(List<Down> downs) {
    return downs.stream()
        .map(down ->
            ours.post("/api/v1/exchange/claims", Map.of("about", down.about)).path("id").asString())
        .toList();
  }

  private void confirm(DemoClient theirs, List<String> claims) {
    var path = "/api/v1/partners/demonstration-rights/claims";
    await("the partner to read our claims", () -> indexed(theirs.get(path)) >= claims.size());
    for (var claim : claims)
      theirs.post(
          path + "/" + claim + "/review",
          Map.of("verdict", "CONFIRM", "why", "heard by the demonstration's person"));
  }

  private static long indexed(JsonNode claims) {
    return claims
        .path("items")
        .valueStream()
        .filter(claim -> claim.path("print").asString().equals("INDEXED"))
        .count();
  }

  private Outcome screen(
      DemoClient theirs, List<Planned> plan, List<Down> downs, List<String> claims) {
    int blocked = 0;
    String released = "";
    for (int i = 0; i < downs.size(); i++) {
      var answer = ask(theirs, downs.get(i).upload);
      if (!answer.path("advice").asString().equals("BLOCK")) continue;
      blocked++;
      if (released.isEmpty() && names(answer, claims.getFirst()))
        released = answer.path("id").asString();
    }
    var innocent = plan.stream().filter(Partnership::isInnocent).limit(INNOCENTS).toList();
    long wrong =
        innocent.stream()
            .filter(upload -> ask(theirs, upload).path("advice").asString().equals("BLOCK"))
            .count();
    progress.say(
        "the partner blocked %d of %d re-uploads, and %d of %d innocents"
            .formatted(blocked, downs.size(), wrong, innocent.size()));
    var times = released.isEmpty() ? new Times() : retract(theirs, claims.getFirst(), released);
    return new Outcome(
        downs.size(),
        blocked,
        innocent.size(),
        (int) wrong,
        Optional.ofNullable(times.released),
        Optional.ofNullable(times.seen),
        Optional.empty());
  }

  private static boolean isInnocent(Planned upload) {
    return upload.copyOf().isEmpty() && upload.recipe().under().isEmpty();
  }

  private static boolean names(JsonNode answer, String claim) {
    return answer.path("claims").valueStream().anyMatch(one -> one.asString().endsWith(claim));
  }

  private JsonNode ask(DemoClient theirs, Planned upload) {
    try {
      var sound = Files.readAllBytes(places.scenario().resolve(Scenario.file(upload)));
      return theirs.postSound(
          "/api/v1/screenings?deadline=60s&platform=demo&account=" + upload.uploader(), sound);
    } catch (IOException e) {
      throw new UncheckedIOException("the upload's sound is gone", e);
    }
  }

  /// Seconds after our word.
  private static final class Times {
    private @org.jspecify.annotations.Nullable Double released;
    private @org.jspecify.annotations.Nullable Double seen;
  }

  private Times retract(DemoClient theirs, String claim, String screening) {
    var began = clock.instant();
    ours.post("/api/v1/exchange/claims/" + claim + "/retraction", Map.of("reason", "WRONG"));
    var times = new Times();
    await(
        "the partner to release the upload",
        () ->
            theirs
                .get("/api/v1/screenings/" + screening)
                .path("advice")
                .asString()
                .equals("ALLOW"));
    times.released = since(began);
    await("the partner's receipt", () -> hasReceipt(claim));
    times.seen = since(began);
    progress.say(
        "one claim was taken back: released after %.1f s, acknowledged after %.1f s"
            .formatted(times.released, times.seen));
    return times;
  }

  private boolean hasReceipt(String claim) {
    return ours.get("/api/v1/exchange")
        .path("receipts")
        .valueStream()
        .anyMatch(receipt -> receipt.path("claim").asString().equals(claim));
  }

  private double since(Instant began) {
    return Duration.between(began, clock.instant()).toMillis() / 1000.0;
  }

  private void await(String what, BooleanSupplier done) {
    var end = clock.instant().plus(PATIENCE);
    while (!done.getAsBoolean()) {
      if (clock.instant().isAfter(end))
        throw new Unavailable(
            "DEMO_WAITED", "partner", "waited in vain for " + what, "look into the servers' logs");
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }
}
