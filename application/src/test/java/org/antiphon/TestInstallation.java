package org.antiphon;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.audio.CodecPool;
import org.antiphon.audio.CodecSettings;
import org.antiphon.cli.Cli;
import org.antiphon.cli.Surroundings;
import org.antiphon.config.Settings;
import org.antiphon.config.SettingsLoader;
import org.antiphon.database.TestDatabase;
import org.antiphon.outbound.Letterbox;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole installation for tests of pages, API and command line: embedded database, four
/// recordings of the samples, one simulated platform without faults that offers copies and
/// bystanders, the server in this process, and two persons. Everything on loopback, in a folder of
/// its own; started once for all tests that ask, ended with the JVM.
public final class TestInstallation {
  /// The first person, who holds every role.
  public static final String NAME = "Ada Attester";

  public static final String EMAIL = "ada@test.invalid";
  public static final String PASSWORD = "a long pretend password";

  /// The second person, who reviews.
  public static final String OTHER_EMAIL = "ben@test.invalid";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path SAMPLES = Path.of("..", "samples").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofSeconds(150);
  private static @org.jspecify.annotations.Nullable TestInstallation one;

  private final Path folder;
  private final Process simulator;
  private final Letterbox letterbox = Letterbox.open();
  private final Program.Running running;

  private TestInstallation() throws IOException {
    folder = Files.createTempDirectory("antiphon-test-installation");
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "installation"));
    Files.createDirectories(data());
    offer();
    simulator = simulate();
    var client =
        JSON.readTree(simulator.inputReader(StandardCharsets.UTF_8).readLine())
            .path("client")
            .asString();
    Files.writeString(
        data().resolve("antiphon.toml"),
        settings(JSON.readTree(Files.readString(Path.of(client)))));
    run("catalogue", "add", catalogue().toString(), "--no-progress");
    run("roster", "add", SAMPLES.resolve("roster.csv").toString(), "--attester", NAME);
    running = new Program(wiring(), InstantSource.system(), System.err).open(loaded());
    enrol();
    Awaitility.await().atMost(PATIENCE).until(this::examined);
  }

  /// The one installation of this JVM.
  public static synchronized TestInstallation get() {
    try {
      if (one == null) one = new TestInstallation();
      return one;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where pages and API are.
  public URI address() {
    return URI.create("http://127.0.0.1:" + running.web().port());
  }

  /// The mail server that it hands letters to.
  public Letterbox letterbox() {
    return letterbox;
  }

  /// The data directory.
  public Path data() {
    return folder.resolve("data");
  }

  /// Runs a command on this installation's data, and gives its code and its standard output.
  public Ran run(String... words) {
    return runOn(data(), words);
  }

  /// The same on another data directory.
  public Ran runOn(Path data, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", data.toString()));
    return runBare(all.toArray(String[]::new));
  }

  /// The same on this installation's data, with a person at a terminal who types this.
  public Ran typing(String typed, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", data().toString()));
    return run(typed, all.toArray(String[]::new));
  }

  /// Runs exactly these words.
  public Ran runBare(String... words) {
    return run("", words);
  }

  private Ran run(String typed, String[] words) {
    var out = new java.io.ByteArrayOutputStream();
    var err = new java.io.ByteArrayOutputStream();
    var surroundings =
        new Surroundings(
            folder,
            Map.of("ANTIPHON_STORAGE_CACHE", TestDatabase.cache().toString()),
            InstantSource.system(),
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            print(out),
            print(err),
            !typed.isEmpty());
    int code = new Cli(surroundings, wiring()).run(words);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// What a command answered.
  public record Ran(int code, String out, String err) {}

  private static PrintStream print(OutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private Wiring wiring() {
    return new Wiring(InstantSource.system(), System.out, System.err, folder);
  }

  private Settings loaded() {
    var flags = new LinkedHashMap<String, String>();
    flags.put("data", data().toString());
    flags.put("server.port", "0");
    flags.put("storage.cache", TestDatabase.cache().toString());
    return new SettingsLoader(folder, Map.of()).load(Optional.empty(), flags).settings();
  }

  // ---- what is offered

  /// Four of the samples, by their rows in the samples' own list.
  private Path catalogue() throws IOException {
    var rows = Files.readAllLines(SAMPLES.resolve("catalogue.csv"));
    var chosen = new ArrayList<>(List.of(rows.getFirst()));
    for (String row : rows)
      for (String id :
          List.of("muldjord-chaos-god", "westlund-romans", "wolfire-snow", "cho-torus-one"))
        if (row.startsWith(id + ","))
          chosen.add(
              row.replace(",catalogue/", "," + SAMPLES + "/catalogue/")
                  .replace("mandates/", SAMPLES + "/mandates/")
                  .replace("Demo Attester", NAME));
    return Files.write(folder.resolve("catalogue.csv"), chosen);
  }

  /// Copies in disguise and a bystander, as the platform will publish them.
  private void offer() throws IOException {
    var lines = new ArrayList<String>();
    try (var codecs = new CodecPool(CodecSettings.in(TestDatabase.cache().resolve("javacpp")))) {
      var makers = new SampleCutter(SAMPLES, new AudioReader(codecs), new AudioWriter(codecs));
      makers.make("catalogue/muldjord-chaos-god.opus", 5, 30, 1.03, offered("up-1.mp3"));
      makers.make("catalogue/westlund-romans.opus", 8, 36, 1, offered("up-2.opus"));
      makers.make("catalogue/wolfire-snow.opus", 2, 34, 0.97, offered("up-3.flac"));
      makers.make("catalogue/westlund-romans.opus", 20, 12, 1, offered("up-4.m4a"));
      makers.make("catalogue/cho-torus-one.opus", 3, 36, 1, offered("up-5.mp3"));
      makers.make("bystanders/glest-magic.opus", 0, 30, 1, offered("up-6.mp3"));
      makers.make("bystanders/trudgett-castle.opus", 0, 30, 1, offered("up-7.mp3"));
      makers.make("catalogue/muldjord-chaos-god.opus", 12, 24, 1, offered("up-12.mp3"));
      makers.make("catalogue/muldjord-chaos-god.opus", 18, 28, 1, offered("up-8.mp3"));
      makers.make("catalogue/muldjord-chaos-god.opus", 24, 22, 1, offered("up-9.mp3"));
      makers.make("catalogue/muldjord-chaos-god.opus", 2, 30, 1, offered("up-10.mp3"));
      makers.make("catalogue/muldjord-chaos-god.opus", 9, 26, 1, offered("up-11.mp3"));
    }
    lines.add(line("up-1.mp3", "Nightfall in C", "night owl", 5, 1.03));
    lines.add(line("up-2.opus", "Romans (slowed not)", "aria & friends", 8, 1));
    lines.add(line("up-3.flac", "Snow, calm edit", "night owl", 2, 0.97));
    lines.add(line("up-4.m4a", "Reaction: Romans", "reviewer", 20, 1));
    lines.add(line("up-5.mp3", "Torus – 音楽", "night owl", 3, 1));
    lines.add(line("up-6.mp3", "Magic of our own", "glest team", -1, 1));
    lines.add(claim("up-7.mp3"));
    lines.add(line("up-12.mp3", "God of order", "accused one", 12, 1));
    lines.add(line("up-8.mp3", "God of noise", "accused two", 18, 1));
    lines.add(line("up-9.mp3", "God of words", "accused three", 24, 1));
    lines.add(line("up-10.mp3", "God of haste", "accused four", 2, 1));
    lines.add(line("up-11.mp3", "God of licences", "accused five", 9, 1));
    Files.write(folder.resolve("offered").resolve("uploads.jsonl"), lines);
  }

  /// Music of no catalogue, put on the profile of an artist of the roster by nobody of theirs.
  private static String claim(String file) {
    var line = new LinkedHashMap<String, Object>();
    line.put("id", file.replaceAll("\\..*", ""));
    line.put("platform", "warble");
    line.put("file", file);
    line.put("publishedAt", "2026-11-20T11:00:00Z");
    line.put("seconds", 30);
    line.put("uploader", Map.of("id", "quick-drop", "name", "quick drop"));
    var artist = Map.of("name", "Halden Virke", "id", "ar-halden", "role", "main");
    line.put(
        "credits",
        Map.of(
            "title",
            "Night Ferry",
            "artists",
            List.of(artist),
            "distributor",
            "QuickDrop Music",
            "label",
            "QuickDrop Records",
            "isrc",
            "QZQDM2600017",
            "releaseDate",
            "2026-11-20"));
    line.put(
        "truth",
        Map.of("kind", "bystander", "identity", "impersonation", "impersonates", "Halden Virke"));
    return JSON.writeValueAsString(line);
  }

  private Path offered(String name) throws IOException {
    return Files.createDirectories(folder.resolve("offered")).resolve(name);
  }

  private static String line(
      String file, String title, String uploader, double from, double tempo) {
    var line = new LinkedHashMap<String, Object>();
    line.put("id", file.replaceAll("\\..*", ""));
    line.put("platform", "warble");
    line.put("file", file);
    line.put("publishedAt", "2026-11-20T10:00:00Z");
    line.put("seconds", 30);
    line.put("uploader", Map.of("id", uploader.replace(' ', '-'), "name", uploader));
    line.put("credits", Map.of("title", title, "artists", List.of("Artist of " + title)));
    line.put(
        "truth",
        Map.of(
            "kind", from < 0 ? "bystander" : "copy",
            "disguise", "speed",
            "sources",
                from < 0
                    ? List.of()
                    : List.of(
                        Map.of(
                            "recording",
                            "r",
                            "uploadFrom",
                            0,
                            "uploadTo",
                            12,
                            "recordingFrom",
                            from,
                            "tempoFactor",
                            tempo))));
    return JSON.writeValueAsString(line);
  }

  // ---- what runs

  private Process simulate() throws IOException {
    var removal = Map.of("p50", "PT90M", "p99", "PT2H", "falseFor", "PT1H");
    Files.writeString(
        folder.resolve("scenario.json"),
        JSON.writeValueAsString(
            Map.of(
                "uploads",
                "offered",
                "calendarScale",
                1440,
                "detector",
                Map.of("confidence", 0.93),
                "platforms",
                List.of(
                    Map.of(
                        "id", "warble", "name", "Warble", "settle", "PT0.8S", "removal",
                        removal)))));
    return startSimulator(folder);
  }

  /// The simulator as a process on `folder/scenario.json`, without faults; its first line of output
  /// says where its `client.json` lies, and its log is `folder/simulator.log`.
  public static Process startSimulator(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            Path.of("..", "simulator", "target", "classes")
                + System.getProperty("path.separator")
                + System.getProperty("java.class.path"),
            "org.antiphon.simulator.Simulator",
            "--scenario",
            folder.resolve("scenario.json").toString(),
            "--faults",
            "none")
        .redirectError(folder.resolve("simulator.log").toFile())
        .start();
  }

  private String settings(JsonNode client) throws IOException {
    var toml = new StringBuilder("[work]\ncalendar_scale = 1440\ncrawl_every = \"1s\"\n");
    toml.append("[server]\ntransparency = true\n");
    toml.append("[mail]\nhost = \"localhost\"\nport = " + letterbox.port() + "\n");
    toml.append("security = \"none\"\nfrom = \"Antiphon <antiphon@test.invalid>\"\n");
    toml.append("[complainant]\nname = \"" + NAME + "\"\norganisation = \"Test Rights\"\n");
    toml.append("address = \"1 Example Street\"\ntelephone = \"+1 555 0100\"\n");
    toml.append("email = \"rights@test.invalid\"\n");
    for (var platform : client.path("platforms")) {
      var key = folder.resolve("warble.key");
      Files.writeString(key, platform.path("key").asString());
      toml.append("[platform.%s]\nname = \"Warble\"\n".formatted(platform.path("id").asString()));
      toml.append("url = \"%s\"\n".formatted(platform.path("url").asString()));
      toml.append(
          "key = \"file:%s\"\nsimulated = true\nregimes = [\"US_512\", \"PLATFORM_POLICY\"]\n"
              .formatted(key));
      toml.append("territories = [\"US\"]\nrequests = \"50/s\"\nsettle = \"1s\"\n");
    }
    var echo = folder.resolve("echo.key");
    Files.writeString(echo, client.path("detector").path("key").asString());
    toml.append("[second_opinion]\nname = \"Echo\"\nsimulated = true\nrequests = \"50/s\"\n");
    toml.append("url = \"%s\"\n".formatted(client.path("detector").path("url").asString()));
    toml.append("key = \"file:%s\"\n".formatted(echo));
    return toml.toString();
  }

  private void enrol() {
    var accounts = running.rooms().foundation().accounts();
    running
        .rooms()
        .foundation()
        .database()
        .inTransaction(() -> {
          var all = java.util.EnumSet.allOf(org.antiphon.accounts.Role.class);
          var ada = accounts.createPerson(NAME, "Head of rights", EMAIL, all);
          accounts.setPassword(ada.id(), PASSWORD);
          // one attester: with two, the first notices to a platform are held for the second (R22)
          var others = java.util.EnumSet.copyOf(all);
          others.remove(org.antiphon.accounts.Role.ATTESTER);
          var ben = accounts.createPerson("Ben Reviewer", "Analyst", OTHER_EMAIL, others);
          accounts.setPassword(ben.id(), PASSWORD);
        });
  }

  /// Whether the rules have seen every upload: an assessment is routed once, in the transaction
  /// that opens its cases.
  private boolean examined() {
    var sql = running.rooms().foundation().database().sql();
    return sql.sql("select count(*) from routing").query(Long.class).single() == 12;
  }

  /// The case about an upload of the platform.
  public String caseOf(String upload) {
    for (JsonNode one : login(EMAIL).get("/api/v1/cases").path("items"))
      if (one.path("uploadId").asString().equals(upload)) return one.path("id").asString();
    throw new AssertionError("no case about " + upload);
  }

  /// Ends every pause: what tests take back adds up to one (R21), under which nobody signs.
  public void resumeAll() {
    var ben = login(OTHER_EMAIL);
    for (JsonNode pause : ben.get("/api/v1/pauses").path("items"))
      ben.post(
          "/api/v1/pauses/" + pause.path("id").asString() + "/resumption",
          Map.of("cause", "reversals of another test"));
  }

  /// Signs the notice of a case as the first person, who has heard both sides and says so.
  ///
  /// @return the notice's id
  public String sign(String about) {
    resumeAll();
    var ada = login(EMAIL);
    var path = "/api/v1/cases/" + about;
    var draft = ada.post(path + "/draft", Map.of());
    ada.post(path + "/heard", Map.of("uploadSeconds", 6, "recordingSeconds", 6));
    var affirmed = new ArrayList<String>();
    for (JsonNode each : draft.path("toAffirm")) affirmed.add(each.path("id").asString());
    ada.post(
        path + "/attestation",
        Map.of(
            "documentSha256",
            draft.path("documentSha256").asString(),
            "typedName",
            NAME,
            "affirmed",
            affirmed,
            "fairUse",
            Map.of(
                "signs", "none found",
                "factors", Map.of("purpose", "p", "nature", "n", "amount", "a", "market", "m"),
                "conclusion", "NOT_FAIR_USE")));
    return draft.path("notice").asString();
  }

  /// Waits until a notice stands so.
  public void awaitNotice(String notice, String... states) {
    var ada = login(EMAIL);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() ->
            List.of(states)
                .contains(ada.get("/api/v1/notices/" + notice).path("state").asString()));
  }

  /// The path of the public page that a notice names, out of the notice's own words.
  public String appealOf(String notice) {
    var words =
        login(EMAIL).send("GET", "/api/v1/notices/" + notice + "/document", Map.of(), Map.of());
    var found = java.util.regex.Pattern.compile("/appeal/[A-Za-z0-9_-]+").matcher(words.body());
    if (!found.find()) throw new AssertionError("no address in " + words.body());
    return found.group();
  }

  /// A program that speaks to the API as a person with a session.
  public Client login(String email) {
    return new Client(address(), email);
  }

  /// A session.
  public static final class Client {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final String cookie;

    Client(URI base, String email) {
      this.base = base;
      var answer =
          send("POST", "/api/v1/sessions", Map.of("email", email, "password", PASSWORD), Map.of());
      cookie = answer.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    }

    /// The session, as a cookie's value.
    public String secret() {
      return cookie.substring(cookie.indexOf('=') + 1);
    }

    public JsonNode get(String path) {
      return JSON.readTree(send("GET", path, Map.of(), Map.of()).body());
    }

    public JsonNode post(String path, Map<String, ?> body) {
      var answer = send("POST", path, body, Map.of());
      if (answer.statusCode() >= 300)
        throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
      return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
    }

    /// What is served there, as bytes.
    public InputStream bytes(String path) {
      var request =
          HttpRequest.newBuilder(base.resolve(path)).header("Cookie", cookie).GET().build();
      try {
        var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() >= 300) throw new AssertionError(path + ": " + answer.statusCode());
        return answer.body();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    public HttpResponse<String> send(
        String method, String path, Map<String, ?> body, Map<String, String> headers) {
      var request =
          HttpRequest.newBuilder(base.resolve(path))
              .method(
                  method,
                  method.equals("GET")
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
              .header("Content-Type", "application/json");
      if (cookie != null) request.header("Cookie", cookie);
      headers.forEach(request::header);
      try {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  private void close() {
    if (running != null) running.close();
    if (simulator != null) simulator.destroy();
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted(java.util.Comparator.reverseOrder()).toList())
        Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
