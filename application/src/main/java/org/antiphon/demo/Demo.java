package org.antiphon.demo;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.antiphon.audio.CodecPool;
import org.antiphon.demo.Plan.Planned;
import org.antiphon.outbound.Outbound;
import org.antiphon.problem.Problem;
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
    var uploads =
        new Preparation(places, codecs, clock, progress).prepare(options.seed(), options.uploads());
    int port = options.port() == 0 ? Server.freePort() : options.port();
    try (var simulator = Simulation.start(places, options, port);
        var server = open(simulator, port)) {
      var worked = work(options, uploads, server);
      var settled = simulator.settled(new DemoClient(outbound, simulator.address()));
      var partnership = partnership(uploads, server);
      var report =
          DemoReport.of(
              options,
              uploads,
              settled,
              new DemoReport.Ours(
                  worked.restarts(),
                  Duration.between(began, clock.instant()).toMillis() / 1000.0,
                  Server.verifyLedger(places),
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

  private Server open(Simulation simulator, int port) {
    Server.configure(places, simulator.settings(places));
    return Server.start(places, port);
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
}
