package org.antiphon.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The pretend platforms as a process, and what they told us to connect with.
final class Simulation implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// A day of the calendar passes in a minute, for platforms and for us.
  private static final int CALENDAR = 1440;

  private final Child process;
  private final int port;
  private final JsonNode client;

  private Simulation(Child process, JsonNode greeting) {
    this.process = process;
    this.port = greeting.path("port").asInt();
    try {
      this.client = JSON.readTree(Files.readString(Path.of(greeting.path("client").asString())));
    } catch (IOException e) {
      throw new UncheckedIOException("the simulator's client.json cannot be read", e);
    }
  }

  /// @param serverPort where our server will take webhooks
  static Simulation start(DemoPlaces places, DemoOptions options, int serverPort) {
    return start(places, places.scenario(), options, serverPort);
  }

  /// @param scenario a folder of uploads, or a file that names one and the platforms' manners
  static Simulation start(DemoPlaces places, Path scenario, DemoOptions options, int serverPort) {
    var command =
        List.of(
            places.launcher().toString(),
            "simulate",
            "--scenario",
            scenario.toString(),
            "--seed",
            Long.toString(options.seed()),
            "--port",
            "0",
            "--faults",
            options.faults(),
            "--report",
            places.report().toString(),
            "--webhooks",
            "http://127.0.0.1:" + serverPort + "/hooks");
    var process = Child.start("simulator", command, places.logs().resolve("simulator.log"));
    return new Simulation(process, JSON.readTree(process.answer(Duration.ofMinutes(1))));
  }

  /// `catalogue add samples/catalogue.csv`, as a person would type it.
  static Child addCatalogue(DemoPlaces places) {
    Server.configure(places, "");
    var command =
        List.of(
            places.launcher().toString(),
            "catalogue",
            "add",
            places.samples().resolve("catalogue.csv").toString(),
            Sleeves.catalogue(places.work()).toString(),
            "--data",
            places.data().toString(),
            "--no-progress",
            "--json");
    return Child.start("catalogue add", command, places.logs().resolve("catalogue.log"));
  }

  /// `roster add samples/roster.csv`: the artists whom the demonstration's uploads claim to be.
  static Child addRoster(DemoPlaces places) {
    var command =
        List.of(
            places.launcher().toString(),
            "roster",
            "add",
            places.samples().resolve("roster.csv").toString(),
            "--attester",
            Signer.NAME,
            "--data",
            places.data().toString(),
            "--json");
    return Child.start("roster add", command, places.logs().resolve("roster.log"));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /// What the platforms recorded, asked again for a while as long as it fails: a request that was
  /// told to wait and is repeated only in a second has not been survived yet, but will be.
  JsonNode settled(DemoClient control) {
    var report = control.get("/_/report");
    for (int i = 0; i < 20 && !report.path("verdict").asString().equals("PASS"); i++) {
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      report = control.get("/_/report");
    }
    return report;
  }

  /// `antiphon.toml` for a server that meets these platforms; secrets lie in files of their own.
  String settings(DemoPlaces places) {
    var toml = new StringBuilder();
    toml.append("[work]\ncalendar_scale = %d\ncrawl_every = \"3s\"\n\n".formatted(CALENDAR));
    toml.append("[complainant]\n");
    COMPLAINANT.forEach((key, value) -> toml.append("%s = \"%s\"\n".formatted(key, value)));
    for (var platform : client.path("platforms")) toml.append(section(places, platform));
    return toml.toString();
  }

  private static final Map<String, String> COMPLAINANT =
      Map.of(
          "name", Signer.NAME,
          "organisation", "Demonstration Rights",
          "address", "1 Example Street, 00000 Nowhere",
          "telephone", "+1 555 0100",
          "email", "rights@demo.invalid");

  private static String section(DemoPlaces places, JsonNode platform) {
    var id = platform.path("id").asString();
    return """

    [platform.%s]
    name = "%s"
    connector = "rest"
    url = "%s"
    key = "file:%s"
    webhook_secret = "file:%s"
    simulated = true
    regimes = ["US_512", "PLATFORM_POLICY"]
    territories = ["US"]
    labels = true
    requests = "%s/s"
    burst = %d
    settle = "%ds"
    key_lifetime = "%ds"
    """
        .formatted(
            id,
            platform.path("name").asString(),
            platform.path("url").asString(),
            secret(places, id + ".key", platform.path("key").asString()),
            secret(places, id + ".webhook", platform.path("webhookSecret").asString()),
            platform.path("requestsPerSecond").asString(),
            platform.path("burst").asInt(),
            platform.path("settleSeconds").asInt(),
            platform.path("keyLifetimeSeconds").asInt());
  }

  private static Path secret(DemoPlaces places, String name, String value) {
    try {
      var file = places.work().resolve("secrets").resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, value);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + places.work(), e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
