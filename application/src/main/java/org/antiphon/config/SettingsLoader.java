package org.antiphon.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Nearest;

/// Lays defaults, `antiphon.toml`, the environment (`ANTIPHON_SECTION_KEY`) and flags over one
/// another; the later wins. All faults are collected before any is thrown.
public final class SettingsLoader {
  /// The file's name in the data directory.
  public static final String FILE = "antiphon.toml";

  private final Path home;
  private final Map<String, String> environment;

  /// Reads the given surroundings, never the process's own.
  ///
  /// @param home what `~` means
  /// @param environment variables by name
  public SettingsLoader(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = Map.copyOf(environment);
  }

  /// Every setting, valid.
  ///
  /// @param config a file to read instead of the data directory's
  /// @param flags dotted name to value, as given on the command line
  /// @throws InvalidInput with every fault
  public EffectiveSettings load(Optional<Path> config, Map<String, String> flags) {
    var layers = new LinkedHashMap<String, Layer>();
    var faults = new ArrayList<InvalidInput>();
    Path file = config.orElseGet(() -> dataDirectory(flags).resolve(FILE));
    if (config.isPresent() && !Files.isRegularFile(file))
      throw new InvalidInput(
          "SETTINGS_MISSING", file.toString(), "there is no such file", "give another --config");
    if (Files.isRegularFile(file)) lay(SettingsFile.read(file), layers, faults);
    lay(fromEnvironment(faults), layers, faults);
    lay(fromFlags(flags), layers, faults);
    return new SettingsBuilder(home, environment, layers, faults).build();
  }

  private Path dataDirectory(Map<String, String> flags) {
    String given =
        Stream.of(flags.get("data"), environment.get("ANTIPHON_DATA"))
            .filter(value -> value != null && !value.isBlank())
            .findFirst()
            .orElse("~/.antiphon");
    return SettingsBuilder.expand(home, given);
  }

  private static void lay(
      Map<String, Layer> values, Map<String, Layer> layers, List<InvalidInput> faults) {
    values.forEach((name, layer) -> {
      if (Keys.named(name).isPresent()) layers.put(name, layer);
      else faults.add(unknown(name, layer.origin()));
    });
  }

  private static InvalidInput unknown(String name, String origin) {
    Set<String> known = new HashSet<>();
    String platform = name.startsWith(Keys.PLATFORM) ? name.split("\\.", -1)[1] : "*";
    Keys.ALL.forEach(key -> known.add(key.name().replace("*", platform)));
    return new InvalidInput(
        "SETTING_UNKNOWN",
        origin,
        "there is no setting `" + name + "`",
        Nearest.to(name, known)
            .map(near -> "write `" + near + "`")
            .orElse("`antiphon config init` lists all of them"));
  }

  private static Map<String, Layer> fromFlags(Map<String, String> flags) {
    var values = new LinkedHashMap<String, Layer>();
    flags.forEach((name, value) -> values.put(name, new Layer(List.of(value), "command line")));
    return values;
  }

  private Map<String, Layer> fromEnvironment(List<InvalidInput> faults) {
    var values = new LinkedHashMap<String, Layer>();
    environment.forEach((variable, value) -> {
      if (!variable.startsWith("ANTIPHON_")) return;
      Optional<String> name = nameOf(variable);
      if (name.isPresent()) values.put(name.get(), new Layer(List.of(value), variable));
      else faults.add(unknownVariable(variable));
    });
    return values;
  }

  /// `ANTIPHON_PLATFORM_WARBLE_URL` is `platform.warble.url`.
  private static Optional<String> nameOf(String variable) {
    for (Key key : Keys.ALL) {
      if (key.variable().equals(variable)) return Optional.of(key.name());
      int star = key.variable().indexOf('*');
      if (star < 0) continue;
      String head = key.variable().substring(0, star);
      String tail = key.variable().substring(star + 1);
      if (variable.startsWith(head)
          && variable.endsWith(tail)
          && variable.length() > head.length() + tail.length()) {
        String id = variable.substring(head.length(), variable.length() - tail.length());
        return Optional.of(key.name().replace("*", id.toLowerCase(Locale.ROOT).replace('_', '-')));
      }
    }
    return Optional.empty();
  }

  private static InvalidInput unknownVariable(String variable) {
    var known = Keys.ALL.stream().map(Key::variable).toList();
    return new InvalidInput(
        "SETTING_UNKNOWN",
        variable,
        "no setting is named by this variable",
        Nearest.to(variable, known)
            .map(near -> "write " + near)
            .orElse("unset it; secrets that a setting names by env: bear another prefix"));
  }
}
