package org.antiphon.network.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.antiphon.database.Database;
import org.antiphon.database.DatabaseSettings;
import org.antiphon.database.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An installation as a process of its own: `serve` with its own database on its own folder, and a
/// person who may do everything. Feeds are read every second, as in the demonstration. It can be
/// killed, and started again on what is left.
final class InstallationProcess implements AutoCloseable {
  private static final String EMAIL = "ada@test.invalid";
  private static final String PASSWORD = "a long pretend password";
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (37 * ProcessHandle.current().pid() % 10_000));
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String name;
  private final Path data;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;
  private String cookie = "";

  private InstallationProcess(String name, Path data) throws IOException {
    this.name = name;
    this.data = data;
    this.port = freePort();
    Files.createDirectories(data);
    Files.writeString(data.resolve("antiphon.toml"), "[work]\ncalendar_scale = 1440\n");
    this.process = serve();
  }

  /// Started; [#enrol] waits until it answers.
  static InstallationProcess start(String name, Path folder) throws IOException {
    return new InstallationProcess(name, folder.resolve(name));
  }

  /// Below the ports that outgoing connections take: a killed server must find its own free again.
  private static int freePort() throws IOException {
    for (int tries = 0; tries < 500; tries++) {
      int port = 20_000 + Math.floorMod(NEXT.getAndIncrement(), 10_000);
      if (isFree(port)) return port;
    }
    throw new IOException("no port is free between 20000 and 30000");
  }

  private static boolean isFree(int port) throws IOException {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException e) {
      return false; // somebody else's
    }
  }

  private Process serve() throws IOException {
    return run(data, "serve", "--port", Integer.toString(port), "--json");
  }

  /// Runs a command on a data directory.
  static Process run(Path data, String... words) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.antiphon.Antiphon"));
    command.addAll(List.of(words));
    command.addAll(List.of("--data", data.toString()));
    var builder = new ProcessBuilder(command);
    builder.environment().put("ANTIPHON_STORAGE_CACHE", TestDatabase.cache().toString());
    Files.createDirectories(data);
    return builder
        .redirectError(ProcessBuilder.Redirect.appendTo(data.resolve("server.log").toFile()))
        .start();
  }

  private JsonNode greeting() throws IOException {
    var line = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (line == null)
      throw new IOException(name + ": " + Files.readString(data.resolve("server.log")));
    return JSON.readTree(line);
  }

  /// Waits until it is ready, and makes the first person.
  void enrol() throws IOException {
    var token = greeting().path("setup").asString();
    post(
        "/api/v1/setup",
        Map.of(
            "token", token,
            "name", "Ada of " + name,
            "title", "Head of rights",
            "email", EMAIL,
            "password", PASSWORD));
  }

  /// SIGKILL: no hook runs. Returns when the process is gone.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// A new process on what the killed one left.
  void restart() throws IOException {
    process = serve();
    greeting();
    post("/api/v1/sessions", Map.of("email", EMAIL, "password", PASSWORD));
  }

  String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  Path data() {
    return data;
  }

  /// Its database, beside it.
  Database database() {
    return Database.open(DatabaseSettings.embedded(data).withCache(TestDatabase.cache()));
  }

  /// Reads another's feed from now on, believed so far.
  void befriend(InstallationProcess other, String url, Partner.Level level) throws IOException {
    var key = other.post("/api/v1/keys", Map.of("name", name, "scopes", List.of("EXCHANGE")));
    var secret =
        Files.writeString(data.resolve(other.name + ".key"), key.path("secret").asString());
    post(
        "/api/v1/partners",
        Map.of(
            "id",
            other.name,
            "name",
            other.name,
            "party",
            "party:" + other.name,
            "url",
            url + "exchange/",
            "vkey",
            other.get("/api/v1/exchange").path("vkey").asString(),
            "simulated",
            true,
            "bearer",
            "file:" + secret));
    put(
        "/api/v1/partners/" + other.name + "/terms",
        Map.of(
            "level",
            level.name(),
            "isrcPrefixes",
            List.of("ZZANT"),
            "labelLines",
            List.of(),
            "dailyQuota",
            1_000,
            "share",
            100,
            "enabled",
            true));
  }

  JsonNode get(String path) {
    return send("GET", path, new byte[0], "application/json");
  }

  JsonNode post(String path, Map<String, ?> body) {
    return send("POST", path, JSON.writeValueAsBytes(body), "application/json");
  }

  JsonNode put(String path, Map<String, ?> body) {
    return send("PUT", path, JSON.writeValueAsBytes(body), "application/json");
  }

  JsonNode screen(Path sound) throws IOException {
    return send(
        "POST",
        "/api/v1/screenings?deadline=60s",
        Files.readAllBytes(sound),
        "application/octet-stream");
  }

  private JsonNode send(String method, String path, byte[] body, String type) {
    var request =
        HttpRequest.newBuilder(URI.create(url()).resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .header("Content-Type", type)
            .header("Origin", url().substring(0, url().length() - 1))
            .header("Cookie", cookie)
            .build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300)
        throw new AssertionError(name + path + ": " + answer.statusCode() + " " + answer.body());
      answer.headers().firstValue("set-cookie").ifPresent(it -> cookie = it.split(";", 2)[0]);
      return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(name + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    http.close();
  }
}
