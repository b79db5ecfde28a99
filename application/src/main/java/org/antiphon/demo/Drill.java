package org.antiphon.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGeneratorFactory;
import org.antiphon.audio.CodecPool;
import org.antiphon.demo.Plan.Planned;
import org.antiphon.outbound.Outbound;
import org.antiphon.problem.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A great many notices: a few dozen sounds, each published many times by many people, through the
/// whole road, with faults and SIGKILL. Lists are signed by a person whom the drill plays. What is
/// told comes from the simulator's record and the plan.
public final class Drill {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int SOUNDS = 40;
  private static final int LARGEST_LIST = 500;
  private static final Duration LOOK = Duration.ofMillis(1500);

  /// Nothing moved for so long: what is open stays open. Longer than any wait of a delivery here.
  private static final Duration STILL = Duration.ofSeconds(90);

  private final DemoPlaces places;
  private final Outbound outbound;
  private final CodecPool codecs;
  private final InstantSource clock;
  private final Progress progress;

  /// Uses `codecs` to make the sounds, and `outbound` to speak to what it starts.
  public Drill(
      DemoPlaces places,
      Outbound outbound,
      CodecPool codecs,
      InstantSource clock,
      Progress progress) {
    this.places = places;
    this.outbound = outbound;
    this.codecs = codecs;
    this.clock = clock;
    this.progress = progress;
  }

  /// What is asked.
  ///
  /// @param notices how many copies are published; 9 bystanders for 11 copies beside them
  /// @param perSecond requests that each platform allows in a second
  public record Options(long seed, int notices, int kills, String faults, int perSecond) {}

  /// Runs it.
  public DrillReport run(Options options) {
    var sounds = new Preparation(places, codecs, clock, progress).prepare(options.seed(), SOUNDS);
    var uploads = many(sounds, options);
    var scenario = scenario(sounds, uploads, options);
    int port = Server.freePort();
    var asked =
        new DemoOptions(
            options.seed(), uploads.size(), options.kills(), options.faults(), port, false);
    var began = clock.instant();
    try (var simulator = Simulation.start(places, scenario, asked, port)) {
      Server.configure(places, simulator.settings(places));
      try (var server = Server.start(places, port)) {
        var ours = work(options, uploads.size(), server);
        var record = simulator.settled(new DemoClient(outbound, simulator.address()));
        double seconds = Duration.between(began, clock.instant()).toMillis() / 1000.0;
        return new DrillReport(uploads.size(), record, Server.verifyLedger(places), ours, seconds);
      }
    }
  }

  /// Each sound published again and again, by other people under other ids.
  private List<Planned> many(List<Planned> sounds, Options options) {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(options.seed() + 1);
    var copies = sounds.stream().filter(one -> one.copyOf().isPresent()).toList();
    var bystanders = sounds.stream().filter(one -> one.copyOf().isEmpty()).toList();
    int innocent = options.notices() * bystanders.size() / copies.size();
    var many = new ArrayList<Planned>();
    for (int i = 0; i < options.notices() + innocent; i++) {
      var from = i < options.notices() ? copies : bystanders;
      var sound = from.get(i % from.size());
      var platform = PLATFORMS.get(random.nextInt(PLATFORMS.size()));
      var id =
          "%s-%d-%s".formatted(platform.charAt(0), i, Long.toString(random.nextLong(1L << 40), 36));
      var published = clock.instant().minus(Duration.ofSeconds(300 + random.nextInt(3 * 86_400)));
      many.add(
          new Planned(
              id,
              platform,
              published,
              "person" + random.nextInt(options.notices()),
              sound.title(),
              sound.recipe(),
              sound.copyOf(),
              sound.claim()));
    }
    return many;
  }

  private static final List<String> PLATFORMS = List.of("warble", "chirrup", "murmur");

  /// The folder's list, and a file that lets more requests through than a platform usually does.
  private Path scenario(List<Planned> sounds, List<Planned> uploads, Options options) {
    var files = new HashMap<Recipe, String>();
    sounds.forEach(sound -> files.put(sound.recipe(), Scenario.file(sound)));
    Scenario.write(places.scenario(), uploads, upload -> files.getOrDefault(upload.recipe(), ""));
    var rate = Map.of("perSecond", options.perSecond(), "burst", options.perSecond() * 2);
    var platforms = PLATFORMS.stream().map(id -> Map.of("id", id, "rate", rate)).toList();
    var json =
        Map.of("uploads", places.scenario().getFileName().toString(), "platforms", platforms);
    try {
      return Files.writeString(
          places.work().resolve("scenario.json"), JSON.writeValueAsString(json));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + places.work(), e);
    }
  }

  private DrillReport.Ours work(Options options, int uploads, Server server) {
    var client = new DemoClient(outbound, server.address());
    var people = new Signer(client, new DemoClient(outbound, server.address()));
    people.enrol(server.setupToken());
    var signer = new BatchSigner(client, clock);
    var kills = new Kills(options.kills(), uploads);
    var watch = new Watch(progress, uploads);
    long peak = 0;
    Instant moved = clock.instant();
    JsonNode last = JSON.nullNode();
    while (!watch.isDone() && Duration.between(moved, clock.instant()).compareTo(STILL) < 0) {
      LockSupport.parkNanos(LOOK.toNanos());
      peak = Math.max(peak, server.residentBytes());
      if (kills.isDue(watch)) {
        server.killAndRestart();
        kills.happened();
        people.login();
      }
      sign(people, signer, watch);
      var overview = client.get("/api/v1/overview");
      watch.see(overview);
      if (!overview.path("progress").equals(last)) moved = clock.instant();
      last = overview.path("progress");
    }
    return new DrillReport.Ours(kills.done(), peak, signer.told());
  }

  /// Full lists while uploads still come in, what is left of them afterwards.
  private void sign(Signer people, BatchSigner signer, Watch watch) {
    try {
      people.releaseHeld();
      int signed = signer.sign(watch.everythingExamined() ? 1 : LARGEST_LIST);
      if (signed > 0) progress.say(signed + " notices signed by lists");
    } catch (Problem e) {
      // A fresh login is five minutes old, or the server was just killed: tried again at the next
      // look.
      if (!e.what().startsWith("401") && !e.what().startsWith("403"))
        progress.say("the person who signs was refused: " + e.what());
      people.login();
    }
  }
}
