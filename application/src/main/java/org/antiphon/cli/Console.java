package org.antiphon.cli;

import java.io.PrintStream;
import java.util.regex.Pattern;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Unreadable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes answers to stdout and everything else to stderr. Colour only adds to words.
final class Console {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /// Control characters but the tab and our own colours; and what turns the direction of writing.
  private static final Pattern MOVES =
      Pattern.compile(
          "\u001B(?!\\[(?:1;[0-9]+|0)m)"
              + "|[\\x00-\\x08\\x0A-\\x1A\\x1C-\\x1F\\x7F-\\x9F]"
              + "|[\u2028\u2029\u202A-\u202E\u2066-\u2069]");

  private final PrintStream out;
  private final PrintStream err;
  private final CommonOptions options;
  private final boolean colour;
  private final boolean terminal;

  Console(Surroundings surroundings, CommonOptions options) {
    this.out = surroundings.out();
    this.err = surroundings.err();
    this.options = options;
    this.terminal = surroundings.terminal();
    String noColor = surroundings.environment().getOrDefault("NO_COLOR", "");
    this.colour =
        switch (options.color()) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO -> terminal && noColor.isEmpty();
        };
  }

  /// An empty object for `--json`.
  static ObjectNode object(String schema) {
    return MAPPER.createObjectNode().put("schema", schema);
  }

  boolean json() {
    return options.json();
  }

  boolean terminal() {
    return terminal;
  }

  /// A line of the answer; not with `--json`.
  void say(String line) {
    if (!options.json()) out.println(shown(line));
  }

  /// One JSON object on a line of its own; only with `--json`.
  void json(JsonNode node) {
    if (!options.json()) return;
    out.println(MAPPER.writeValueAsString(node));
    out.flush();
  }

  /// Whether the reader of stdout has gone (`| head`): go on quietly, there is nothing to write
  /// for.
  boolean closed() {
    return out.checkError();
  }

  /// A remark on stderr; not with `--quiet`.
  void note(String line) {
    if (!options.quiet()) err.println(shown(line));
  }

  void warning(String message) {
    if (!options.quiet()) err.println(bold("33", "warning: ") + shown(message));
  }

  /// The four parts of a problem.
  void error(Problem problem) {
    err.println(bold("31", "error: ") + shown(line(problem)));
    err.println("  hint: " + shown(problem.hint()));
  }

  static String line(Problem problem) {
    return switch (problem) {
      case Unreadable unreadable ->
          "%s: cannot be examined (%s): %s"
              .formatted(unreadable.where(), unreadable.code(), unreadable.what());
      default -> problem.where() + ": " + problem.what();
    };
  }

  /// One line as it may be shown: a name that holds a line break or moves the cursor must not write
  /// lines of its own. Our own colours stay.
  static String shown(String line) {
    return MOVES.matcher(line.replace("\n", "\\n").replace("\r", "\\r")).replaceAll("?");
  }

  /// Bold in colour where colour is shown.
  String bold(String colourCode, String text) {
    return colour ? "\u001B[1;" + colourCode + "m" + text + "\u001B[0m" : text;
  }

  /// A problem as the contract's `error` object, with where it is.
  static ObjectNode json(Problem problem) {
    return MAPPER
        .createObjectNode()
        .put("where", problem.where())
        .put("code", problem.code())
        .put("message", problem.what())
        .put("hint", problem.hint());
  }

  Progress progress(String what, int total) {
    return new Progress(err, what, total, options.progress(), terminal && !options.json());
  }
}
