package org.antiphon.config;

import static org.antiphon.config.Keys.PLATFORM;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.antiphon.problem.InvalidInput;

/// Turns written values into typed ones, collecting faults; used once.
final class SettingsBuilder {
  private final Path home;
  private final Map<String, String> environment;
  private final Map<String, Layer> layers;
  private final List<InvalidInput> faults;
  private final List<EffectiveSettings.Value> shown = new ArrayList<>();

  SettingsBuilder(
      Path home,
      Map<String, String> environment,
      Map<String, Layer> layers,
      List<InvalidInput> faults) {
    this.home = home;
    this.environment = environment;
    this.layers = layers;
    this.faults = faults;
  }

  EffectiveSettings build() {
    Settings settings =
        new Settings(
            path("data"),
            storage(),
            server(),
            work(),
            provenance(),
            secondOpinion(),
            complainant(),
            mail(),
            platforms());
    if (!faults.isEmpty()) throw InvalidInput.all(faults);
    return new EffectiveSettings(settings, shown);
  }

  static Path expand(Path home, String text) {
    boolean fromHome = text.equals("~") || text.startsWith("~/");
    Path path = fromHome ? home.resolve(text.substring(Math.min(2, text.length()))) : Path.of(text);
    return path.toAbsolutePath().normalize();
  }

  private StorageSettings storage() {
    return new StorageSettings(
        path("storage.cache"),
        optional("database.url"),
        optional("database.user"),
        secret("database.password"),
        integer("database.pool"));
  }

  private ServerSettings server() {
    int port = integer("server.port");
    if (port > 65_535) fault("server.port", "a port is at most 65535", "0 takes any free one");
    return new ServerSettings(
        text("server.host"),
        port,
        yes("server.behind_proxy"),
        address("server.public_url"),
        yes("server.transparency"));
  }

  private WorkSettings work() {
    int threads = integer("work.threads");
    return new WorkSettings(
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
        decimal("work.calendar_scale"),
        duration("work.crawl_every").orElse(Duration.ofMinutes(1)),
        bytes("work.maximum_upload"),
        telemetry());
  }

  private TelemetrySettings telemetry() {
    double share = decimal("telemetry.share");
    if (!(share >= 0 && share <= 1))
      fault("telemetry.share", "a share is a number from 0 to 1", "0.01 is one in a hundred");
    return new TelemetrySettings(address("telemetry.otlp"), share);
  }

  private ProvenanceSettings provenance() {
    String name = "provenance.skip";
    var skip =
        switch (text(name)) {
          case "own" -> ProvenanceSettings.Skip.OWN;
          case "listed" -> ProvenanceSettings.Skip.LISTED;
          case "off" -> ProvenanceSettings.Skip.OFF;
          default -> {
            fault(name, "\"" + text(name) + "\" is not known", "write own, listed or off");
            yield ProvenanceSettings.Skip.OFF;
          }
        };
    return new ProvenanceSettings(skip, list("provenance.deny"));
  }

  private Optional<SecondOpinionSettings> secondOpinion() {
    String own = "second_opinion.";
    var url = address(own + "url");
    String named = text(own + "name");
    var key = secret(own + "key");
    boolean simulated = yes(own + "simulated");
    boolean open = url.filter(it -> "http".equals(it.getScheme())).isPresent();
    if (open && key.isPresent() && !simulated)
      fault(own + "url", "its key would travel readable", "write an https address");
    var service =
        new SecondOpinionSettings(
            named.isBlank() ? url.map(URI::getHost).orElse("") : named,
            url.orElse(URI.create("about:blank")),
            key,
            sends(own + "sends"),
            new SecondOpinionSettings.Limits(
                timeLimit(own + "time_limit"), bytes(own + "largest"), rate(own + "requests")),
            simulated,
            new SecondOpinionSettings.Fields(
                text(own + "probability_field"), text(own + "artifacts_field")));
    return url.map(_ -> service);
  }

  private SecondOpinionSettings.Sends sends(String name) {
    return switch (text(name)) {
      case "audio" -> SecondOpinionSettings.Sends.AUDIO;
      case "url" -> SecondOpinionSettings.Sends.URL;
      default -> {
        fault(name, "\"" + text(name) + "\" is not known", "write audio or url");
        yield SecondOpinionSettings.Sends.URL;
      }
    };
  }

  private Duration timeLimit(String name) {
    var most = SecondOpinionSettings.Limits.LONGEST;
    var limit = duration(name).orElse(most);
    if (limit.isZero() || limit.compareTo(most) > 0)
      fault(name, "it is not between 1 ms and 80 s", "write \"60s\"");
    return limit;
  }

  private Optional<ComplainantSettings> complainant() {
    var fields = List.of("name", "organisation", "address", "telephone", "email");
    var given = fields.stream().map(field -> text("complainant." + field)).toList();
    if (given.stream().allMatch(String::isBlank)) return Optional.empty();
    for (int i = 0; i < fields.size(); i++)
      if (given.get(i).isBlank() && !fields.get(i).equals("organisation"))
        fault("complainant." + fields.get(i), "it is missing", "a notice needs all of them");
    return Optional.of(
        new ComplainantSettings(
            given.get(0), given.get(1), given.get(2), given.get(3), given.get(4)));
  }

  private Optional<MailSettings> mail() {
    String host = text("mail.host");
    if (host.isBlank()) return Optional.empty();
    int port = integer("mail.port");
    if (port < 1 || port > 65_535) fault("mail.port", "a port is 1 to 65535", "587 is usual");
    if (!text("mail.from").contains("@"))
      fault("mail.from", "it is no address", "write \"Antiphon <antiphon@example.org>\"");
    var security = security(text("mail.security"));
    var password = secret("mail.password");
    boolean here = Set.of("localhost", "127.0.0.1", "::1").contains(host);
    if (security == MailSettings.Security.NONE && !here)
      fault("mail.security", "mail would travel readable", "write \"starttls\" or \"tls\"");
    if (text("mail.user").isBlank() == password.isPresent())
      fault("mail.user", "user and password come together", "give both or neither");
    return Optional.of(
        new MailSettings(host, port, security, text("mail.from"), text("mail.user"), password));
  }

  private MailSettings.Security security(String written) {
    return switch (written) {
      case "starttls" -> MailSettings.Security.STARTTLS;
      case "tls" -> MailSettings.Security.TLS;
      case "none" -> MailSettings.Security.NONE;
      default -> {
        fault("mail.security", "\"" + written + "\" is not known", "write starttls, tls or none");
        yield MailSettings.Security.STARTTLS;
      }
    };
  }

  private List<PlatformSettings> platforms() {
    Set<String> ids = new TreeSet<>();
    for (String name : layers.keySet())
      if (name.startsWith(PLATFORM)) ids.add(name.split("\\.", -1)[1]);
    return ids.stream().flatMap(this::platform).toList();
  }

  private Stream<PlatformSettings> platform(String id) {
    String own = PLATFORM + id + ".";
    Optional<URI> url = address(own + "url");
    String name = text(own + "name");
    var platform =
        new PlatformSettings(
            id,
            name.isBlank() ? id : name,
            text(own + "connector"),
            url.orElse(URI.create("about:blank")),
            secret(own + "key"),
            secret(own + "webhook_secret"),
            yes(own + "simulated"),
            list(own + "regimes"),
            list(own + "territories"),
            rate(own + "requests"),
            integer(own + "burst"),
            duration(own + "settle").orElse(Duration.ofHours(1)),
            duration(own + "key_lifetime"),
            yes(own + "takes_notices"),
            yes(own + "licensed-songs"),
            yes(own + "labels"));
    if (url.isPresent()) return Stream.of(platform);
    if (!layers.containsKey(own + "url"))
      fault(own + "url", "platform `" + id + "` has no address", "add `url = \"https://…\"`");
    return Stream.empty();
  }

  private Path path(String name) {
    return expand(home, text(name));
  }

  private Optional<String> optional(String name) {
    return Optional.of(text(name)).filter(value -> !value.isBlank());
  }

  private int integer(String name) {
    String text = text(name);
    if (text.matches("[0-9]{1,9}")) return Integer.parseInt(text);
    return wrong(name, 0);
  }

  private double decimal(String name) {
    String text = text(name);
    boolean number = text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?(E-?[0-9]{1,2})?");
    double value = number ? Double.parseDouble(text) : 0;
    return value > 0 ? value : wrong(name, 1.0);
  }

  private boolean yes(String name) {
    String text = text(name);
    return text.equals("true") || (!text.equals("false") && wrong(name, false));
  }

  private Optional<Duration> duration(String name) {
    Optional<Duration> value = Units.duration(text(name));
    return value.isPresent() || text(name).isBlank() ? value : wrong(name, value);
  }

  private long bytes(String name) {
    var value = Units.bytes(text(name));
    return value.isPresent() ? value.getAsLong() : wrong(name, 0L);
  }

  private double rate(String name) {
    var value = Units.perSecond(text(name));
    return value.isPresent() ? value.getAsDouble() : wrong(name, 1.0);
  }

  private Optional<URI> address(String name) {
    String text = text(name);
    if (text.isBlank()) return Optional.empty();
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null
          && Set.of("http", "https").contains(String.valueOf(uri.getScheme())))
        return Optional.of(uri);
    } catch (IllegalArgumentException _) {
      return wrong(name, Optional.empty());
    }
    return wrong(name, Optional.empty());
  }

  private Optional<Secret> secret(String name) {
    String text = text(name);
    if (text.isBlank()) return Optional.empty();
    Optional<Secret> secret = Secret.at(text, environment);
    // The value is not repeated: it may be the secret itself.
    if (secret.isEmpty())
      fault(name, "a secret must not stand here", "write " + Key.Kind.SECRET.inWords());
    return secret;
  }

  private Set<String> list(String name) {
    var members = new LinkedHashSet<String>();
    for (String value : value(name).values())
      for (String member : value.split("[,;]", -1))
        if (!member.isBlank()) members.add(member.strip());
    return members;
  }

  private String text(String name) {
    return value(name).text().strip();
  }

  private Layer value(String name) {
    Key key = Keys.named(name).orElseThrow();
    Layer layer = layers.getOrDefault(name, new Layer(List.of(key.fallback()), "default"));
    if (shown.stream().noneMatch(value -> value.key().equals(name)))
      shown.add(new EffectiveSettings.Value(name, masked(key, layer), layer.origin()));
    return layer;
  }

  private static String masked(Key key, Layer layer) {
    boolean bare = key.kind() == Key.Kind.SECRET && Secret.at(layer.text(), Map.of()).isEmpty();
    return bare && !layer.text().isEmpty() ? "(hidden)" : layer.text();
  }

  private <T> T wrong(String name, T instead) {
    Key key = Keys.named(name).orElseThrow();
    fault(
        name,
        "\"" + text(name) + "\" is not " + key.kind().inWords(),
        "write " + key.kind().inWords());
    return instead;
  }

  private void fault(String name, String message, String hint) {
    faults.add(
        new InvalidInput(
            "SETTING_VALUE", value(name).origin(), "`" + name + "`: " + message, hint));
  }
}
