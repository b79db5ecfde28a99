package org.antiphon.simulator;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the command line says.
///
/// @param scenario a scenario file, or a folder with `uploads.jsonl`
/// @param port 0 for any free one
/// @param report where the report goes at the end
/// @param webhooks base address of the client's event doors
public record Options(
    Path scenario,
    long seed,
    int port,
    Optional<Path> report,
    Optional<String> webhooks,
    Behaviour behaviour) {

  /// How badly platforms behave, and how fast the calendar runs.
  ///
  /// @param calendarScale 0: as the scenario says, else 1,440
  public record Behaviour(String faults, double calendarScale) {
    Set<Fault> allowed() {
      return switch (faults) {
        case "none" -> EnumSet.noneOf(Fault.class);
        case "some" -> EnumSet.copyOf(Fault.SOME);
        case "all" -> EnumSet.copyOf(Fault.ALL);
        default -> throw new BadScenario("--faults takes none, some or all, not " + faults);
      };
    }
  }

  static final String USAGE =
      """
      java -jar simulator.jar --scenario FILE|DIR [--seed N] [--port P] [--report OUT.json]
           [--webhooks BASEURL] [--faults none|some|all] [--calendar-scale X]
      """;

  /// Throws [BadScenario] for anything that is not in the usage.
  public static Options parse(String... words) {
    var given = new HashMap<String, String>();
    var known =
        Set.of(
            "--scenario",
            "--seed",
            "--port",
            "--report",
            "--webhooks",
            "--faults",
            "--calendar-scale");
    for (int i = 0; i < words.length; i += 2) {
      if (!known.contains(words[i])) throw new BadScenario("unknown option " + words[i]);
      if (i + 1 == words.length) throw new BadScenario(words[i] + " needs a value");
      given.put(words[i], words[i + 1]);
    }
    var scenario = given.get("--scenario");
    if (scenario == null) throw new BadScenario("--scenario is needed");
    return new Options(
        Path.of(scenario),
        (long) number(given, "--seed", 1),
        (int) number(given, "--port", 0),
        Optional.ofNullable(given.get("--report")).map(Path::of),
        Optional.ofNullable(given.get("--webhooks")),
        new Behaviour(
            given.getOrDefault("--faults", "some"), number(given, "--calendar-scale", 0)));
  }

  private static double number(Map<String, String> given, String option, double usual) {
    var text = given.get(option);
    if (text == null) return usual;
    try {
      double value = Double.parseDouble(text);
      if (value >= 0) return value;
    } catch (NumberFormatException _) {
      // refused below, like a negative one
    }
    throw new BadScenario(option + " takes a number >= 0, not " + text);
  }
}
