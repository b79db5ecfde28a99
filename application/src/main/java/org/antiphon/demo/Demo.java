package org.antiphon.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.audio.CodecPool;
import org.antiphon.demo.Plan.Planned;
import org.antiphon.models.Engine;
import org.antiphon.models.Model;
import org.antiphon.models.ModelFile;
import org.antiphon.outbound.Outbound;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Unavailable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole story once: catalogue, pretend platforms, crawl, examination, cases, a person who
/// signs, notices through faults and crashes, and what the platforms' own records say at the end.
///
/// Everything runs on this machine and talks over loopback only. The table is counted from the
/// simulator's record and from the plan; our own tables are not asked.
public final class Demo {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /// Nothing has moved for so long: what is still open will stay open (a platform that lies).
  private static final Duration STILL = Duration.ofSeconds(30);

  private final DemoPlaces places;
  private final Outbound outbound;
  private final CodecPool codecs;
  private final InstantSource clock;
  private final Progress progress;

  /// Uses `codecs` to make the uploads' sound, and `outbound` to speak to what it starts.
  public Demo(
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

  /// What is still running when the story has ended.
  ///
  /// @param report counted from the simulator's record and the plan
  /// @param address of the pages
  public record Outcome(DemoReport report, URI address) {}

  /// Runs the story; `whileUp` is called while server and simulator are still up, after the last
  /// notice, and returns when they may end.
  public DemoReport run(DemoOptions options, java.util.function.Consumer<Outcome> whileUp) {
    var began = clock.instant();
    var uploads = prepare(options);
    int port = options.port() == 0 ? Server.freePort() : options.port();
    try (var simulator = Simulation.start(places, options, port);
        var server = open(simulator, port)) {
      var worked = work(options, uploads, server);
      var settled = settled(simulator);
      var partnership = partnership(uploads, server);
      var report =
          DemoReport.of(
              options,
              uploads,
              settled,
              new DemoReport.Ours(
                  worked.restarts(),
                  Duration.between(began, clock.instant()).toMillis() / 1000.0,
                  ledger(),
                  worked.examined(),
                  partnership));
      whileUp.accept(new Outcome(report, server.address()));
      return report;
    }
  }

  private Partnership.Outcome partnership(List<Planned> uploads, Server server) {
    var client = new DemoClient(outbound, server.address());
    new Signer(client, new DemoClient(outbound, server.address())).login();
    try {
      return new Partnership(places, outbound, clock, progress, client)
          .play(uploads, server.address().toString());
    } catch (Problem e) {
      // The table is printed all the same, and says it: the platforms judge the takedowns.
      progress.say("the partner's part was not finished: " + e.what());
      return Partnership.Outcome.unfinished(e.what());
    }
  }

  /// The record, asked again for a while as long as it fails: a request that was told to wait and
  /// is repeated only in a second has not been survived yet, but will be.
  private JsonNode settled(Simulation simulator) {
    var control = new DemoClient(outbound, simulator.address());
    var report = simulator.report(control);
    for (int i = 0; i < 20 && !report.path("verdict").asString().equals("PASS"); i++) {
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      report = simulator.report(control);
    }
    return report;
  }

  private Server open(Simulation simulator, int port) {
    Server.configure(places, simulator.settings(places));
    return Server.start(places, port);
  }

  /// Draws the plan, makes its sound and fills the catalogue, side by side.
  private List<Planned> prepare(DemoOptions options) {
    try {
      Files.createDirectories(places.scenario());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + places.work(), e);
    }
    var models = new LinkedHashMap<String, Model>();
    try {
      var engine = Engine.start(places.cache());
      for (var name : Claims.MODELS)
        models.put(name, engine.load(ModelFile.named(name, places.models())));
      return prepare(options, models);
    } finally {
      models.values().forEach(Model::close);
    }
  }

  private List<Planned> prepare(DemoOptions options, Map<String, Model> models) {
    var sound =
        new SoundMaker(places.samples(), new AudioReader(codecs), new AudioWriter(codecs), models);
    var samples = SampleList.read(places.samples(), sound::seconds);
    try (var catalogue = Simulation.addCatalogue(places)) {
      var uploads = Plan.draw(options.seed(), options.uploads(), samples, clock.instant());
      make(sound, uploads, options.seed());
      Scenario.write(places.scenario(), uploads);
      catalogue.finish(Duration.ofMinutes(3));
      try (var roster = Simulation.addRoster(places)) {
        roster.finish(Duration.ofMinutes(2));
      }
      long recordings = samples.stream().filter(s -> s.recording().isPresent()).count();
      progress.say(recordings + " recordings in the catalogue, fingerprinted");
      return uploads;
    }
  }

  private void make(SoundMaker sound, List<Planned> uploads, long seed) {
    try (var pool = Executors.newFixedThreadPool(2)) {
      var made = new ArrayList<Future<?>>();
      IntStream.range(0, uploads.size())
          .forEach(i -> made.add(pool.submit(() -> makeOne(sound, uploads.get(i), seed + i))));
      for (var one : made) one.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the uploads' sound could not be made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("INTERRUPTED", "demo", "interrupted", "start it again", e);
    }
  }

  private void makeOne(SoundMaker sound, Planned upload, long seed) {
    sound.make(upload.recipe(), seed, places.scenario().resolve(Scenario.file(upload)));
  }

  /// @param restarts how often the server was killed
  private record Worked(int restarts, Examined examined) {}

  /// Signs until nothing moves any more.
  private Worked work(DemoOptions options, List<Planned> planned, Server server) {
    int uploads = planned.size();
    var client = new DemoClient(outbound, server.address());
    var signer = new Signer(client, new DemoClient(outbound, server.address()));
    signer.enrol(server.setupToken());
    progress.say(
        "the platforms offer " + uploads + " uploads; they will refuse, stall, forget and lie");
    var kills = new Kills(options.kills(), uploads);
    var watch = new Watch(progress, uploads);
    var moved = clock.instant();
    var last = JSON.nullNode();
    while (!watch.isDone() && Duration.between(moved, clock.instant()).compareTo(STILL) < 0) {
      if (progress.passed().compareTo(PATIENCE) > 0) break;
      LockSupport.parkNanos(Duration.ofMillis(400).toNanos());
      if (kills.isDue(watch)) restart(server, signer, kills);
      var overview = look(client, signer);
      watch.see(overview);
      if (!overview.path("progress").equals(last)) moved = clock.instant();
      last = overview.path("progress");
    }
    look(client, signer); // labels may have come with the last examination
    return new Worked(kills.done(), Examined.ask(client, planned));
  }

  private void restart(Server server, Signer signer, Kills kills) {
    server.killAndRestart();
    kills.happened();
    progress.say("our own server was killed (SIGKILL) and started again");
    signer.login();
  }

  private JsonNode look(DemoClient client, Signer signer) {
    try {
      signer.signAll();
    } catch (Problem e) {
      // The fresh login that signing asks for is five minutes old; anything else is tried again at
      // the next look, and seen.
      if (!e.what().startsWith("401") && !e.what().startsWith("403"))
        progress.say("the person who signs was refused: " + e.what());
      signer.login();
    }
    return client.get("/api/v1/overview");
  }

  /// `ledger verify`, in a process of its own, on the running server's data.
  private JsonNode ledger() {
    var command =
        List.of(
            places.launcher().toString(),
            "ledger",
            "verify",
            "--data",
            places.data().toString(),
            "--json");
    try (var verify = Child.start("ledger verify", command, places.logs().resolve("ledger.log"))) {
      return JSON.readTree(verify.answer(Duration.ofMinutes(1)));
    }
  }
}
