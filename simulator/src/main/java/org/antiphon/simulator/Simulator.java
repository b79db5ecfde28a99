package org.antiphon.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs platforms that misbehave on purpose, and judges by what reached them.
///
/// `start` listens, writes `client.json` (addresses, keys, secrets) and returns; the report is
/// written on `close`, on SIGTERM and on `POST /_/shutdown`. State lives in memory: the simulator
/// is the world, and the world does not crash.
public final class Simulator implements AutoCloseable {
  private final Options options;
  private final Scenario scenario;
  private final Run run;
  private final Optional<OtherDetector> detector;
  private final List<Platform> platforms = new ArrayList<>();
  private final ScheduledExecutorService timer;
  private final Webhooks webhooks;
  private final WireServer server;
  private final Path client;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final AtomicBoolean closed = new AtomicBoolean();

  private Simulator(Options options, InstantSource clock) throws IOException {
    this.options = options;
    var behaviour = options.behaviour();
    this.scenario =
        Scenario.read(
            options.scenario(), options.seed(), behaviour.calendarScale(), behaviour.allowed());
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("simulator-timer").factory());
    this.webhooks = new Webhooks(timer, clock);
    var plan = new FaultPlan(scenario, options.webhooks().isPresent());
    this.run = new Run(plan, new Injections(), clock, timer, scenario.calendarScale());
    this.detector =
        scenario.detector().map(settings -> new OtherDetector(settings, plan.dice(), clock));
    for (var settings : scenario.platforms())
      platforms.add(new Platform(settings, scenario.uploads(), run, address(settings.id())));
    this.server = new WireServer(options.port(), this::answer, clock);
    platforms.forEach(platform -> platform.base(base(platform)));
    this.client = writeClient();
  }

  private Optional<EventDesk.Address> address(String platform) {
    var secret = Platform.secret(run.plan().dice(), platform);
    return options
        .webhooks()
        .map(base -> base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
        .map(base -> new EventDesk.Address(URI.create(base), webhooks, secret));
  }

  private String base(Platform platform) {
    return "http://127.0.0.1:" + server.port() + "/" + platform.settings().id();
  }

  /// Listens when this returns. Throws [BadScenario] for a scenario that cannot be played.
  public static Simulator start(Options options) throws IOException {
    return new Simulator(options, InstantSource.system());
  }

  public int port() {
    return server.port();
  }

  /// Where `client.json` lies: all that a client needs to know.
  public Path client() {
    return client;
  }

  /// The report as things stand; see [Report] for what each figure means.
  public Map<String, Object> report() {
    var report = new LinkedHashMap<>(Report.of(scenario, platforms, run));
    detector.ifPresent(other -> report.put("detector", other.report()));
    return report;
  }

  /// Every fault so far as `fault kind platform request`, in order of injection.
  List<String> injected() {
    return run.injections().all().stream()
        .map(i -> i.fault() + " " + i.kind() + " " + i.request())
        .toList();
  }

  private Response answer(Request request) {
    String path = request.path();
    if (path.startsWith("/_/")) return control(request);
    if (detector.isPresent() && OtherDetector.serves(path)) return detector.get().answer(request);
    for (var platform : platforms) {
      String prefix = "/" + platform.settings().id();
      if (path.startsWith(prefix + "/")) return platform.answer(request.under(prefix));
    }
    return Problems.of(404, "no_such_path", "No platform at " + path);
  }

  private Response control(Request request) {
    return switch (request.method() + " " + request.path()) {
      case "GET /_/healthz" -> Response.json(200, Map.of("status", "up"));
      case "GET /_/report" -> Response.of(200, "application/json", Json.printed(report()));
      case "GET /_/plan" -> Response.of(200, "application/json", Json.printed(plan()));
      case "POST /_/shutdown" ->
          Response.json(200, Map.of("stopping", true)).then(stopping::countDown);
      default -> Problems.of(404, "no_such_path", "No control at " + request.path());
    };
  }

  private Map<String, Object> plan() {
    var plan = new LinkedHashMap<String, Object>();
    plan.put("seed", scenario.seed());
    plan.put("calendarScale", scenario.calendarScale());
    plan.put("platforms", scenario.platforms());
    plan.put("vanishing", run.plan().vanishing());
    plan.put(
        "uploads",
        scenario.uploads().stream()
            .map(u -> Map.of("id", u.id(), "platform", u.platform(), "truth", u.truth()))
            .toList());
    return plan;
  }

  private Path writeClient() throws IOException {
    var entries = new ArrayList<Map<String, Object>>();
    for (var platform : platforms) entries.add(entry(platform));
    var folder = clientFolder();
    Files.createDirectories(folder);
    var all = new LinkedHashMap<String, Object>();
    all.put("platforms", entries);
    detector.ifPresent(other -> all.put("detector", other.entry(server.port())));
    return Files.write(folder.resolve("client.json"), Json.printed(all));
  }

  private Path clientFolder() throws IOException {
    if (options.report().isEmpty()) return Files.createTempDirectory("antiphon-simulator");
    return options.report().get().toAbsolutePath().resolveSibling(".").normalize();
  }

  private Map<String, Object> entry(Platform platform) {
    var settings = platform.settings();
    var dice = run.plan().dice();
    var secret = Base64.getEncoder().encodeToString(Platform.secret(dice, settings.id()));
    var entry = new LinkedHashMap<String, Object>();
    entry.put("id", settings.id());
    entry.put("name", settings.name());
    entry.put("url", base(platform));
    entry.put("key", Platform.key(dice, settings.id()));
    entry.put("webhookSecret", "whsec_" + secret);
    entry.put("settleSeconds", plain(settings.timing().settle().toMillis() / 1000.0));
    entry.put("keyLifetimeSeconds", plain(settings.timing().keyLifetime().toMillis() / 1000.0));
    entry.put("requestsPerSecond", plain(settings.limits().perSecond()));
    entry.put("burst", settings.limits().burst());
    return entry;
  }

  /// 20, not 20.0: readers of `client.json` may expect whole numbers.
  private static Number plain(double value) {
    if (value == Math.rint(value)) return (long) value;
    return value;
  }

  /// Returns when somebody asked the simulator to stop.
  void awaitShutdown() throws InterruptedException {
    stopping.await();
  }

  /// Writes the report, then stops listening. Twice is once.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) return;
    try {
      if (options.report().isPresent()) write(options.report().get(), Json.printed(report()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      server.close();
      webhooks.close();
      timer.shutdownNow();
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    var beside = file.resolveSibling(file.getFileName() + ".part");
    Files.write(beside, bytes);
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Prints one line of JSON when ready, and serves until it is told to stop. Exit code 2: the
  /// options or the scenario are wrong, and standard error says how.
  public static void main(String[] words) throws Exception {
    try {
      serve(Options.parse(words), System.out);
    } catch (BadScenario e) {
      System.err.println(e.getMessage() + "\n" + Options.USAGE);
      System.exit(2);
    }
  }

  private static void serve(Options options, PrintStream out) throws Exception {
    try (var simulator = start(options)) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(simulator::close));
      var ready = new LinkedHashMap<String, Object>();
      ready.put("ready", true);
      ready.put("port", simulator.port());
      ready.put("client", simulator.client().toString());
      out.println(Json.line(ready));
      out.flush();
      simulator.awaitShutdown();
    }
  }
}
