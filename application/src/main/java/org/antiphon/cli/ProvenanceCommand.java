package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.antiphon.examination.InputPaths;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Unreadable;
import org.antiphon.provenance.Coverage;
import org.antiphon.provenance.Finding;
import org.antiphon.provenance.Provenance;
import org.antiphon.provenance.ProvenanceJson;
import org.antiphon.provenance.ProvenanceReport;
import org.antiphon.provenance.ProvenanceText;
import org.antiphon.provenance.Source;
import org.antiphon.provenance.State;
import org.antiphon.provenance.TrustFolder;
import org.antiphon.provenance.TrustSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `provenance FILE…`: what files say of themselves. Needs no database.
@Command(
    name = "provenance",
    description = "Says what a file says of itself (C2PA, tags), and whether to believe it.",
    footer = {"", "Example: ./antiphon provenance master.wav --trust our-root.pem"})
final class ProvenanceCommand implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files and folders of sound.")
  private List<Path> files = List.of();

  @Option(
      names = "--trust",
      paramLabel = "PEM",
      description = "Roots to believe beside the official lists and `trust list`; repeatable.")
  private List<Path> trusted = List.of();

  ProvenanceCommand(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var console = kit.console(options);
    InputPaths.check(files);
    InputPaths.check(trusted);
    var folder = new TrustFolder(kit.settings(options).data().resolve("trust.d"));
    var trust = folder.current().with(roots(trusted));
    boolean all = true;
    try (var provenance = Provenance.open(() -> trust, kit.surroundings().clock())) {
      if (!provenance.hasEngine()) console.warning(DoctorProvenance.MISSING);
      for (var file : InputPaths.walk(files).files()) {
        if (kit.interruption().asked()) return ExitCode.INTERRUPTED;
        all &= one(console, provenance, file);
      }
    }
    return all ? ExitCode.DONE : ExitCode.SOME_INPUTS;
  }

  /// A file that the disk does not give out is an answer, and the run goes on.
  private static boolean one(Console console, Provenance provenance, Path file) {
    try {
      return show(console, file, provenance.examine(file));
    } catch (IOException e) {
      return closed(console, Unreadable.closed(file, e));
    }
  }

  private static boolean closed(Console console, Unreadable fault) {
    var json = Console.object("provenance/1").put("file", fault.where());
    json.put("state", State.UNVERIFIED.name());
    json.put("source", Source.UNKNOWN.name()).put("coverage", Coverage.UNKNOWN.name());
    json.putArray("findings");
    json.putArray("marks");
    error(json, fault);
    console.json(json);
    console.say(
        "%s  %s  source %s, coverage %s"
            .formatted(
                word(console, State.UNVERIFIED), fault.where(), Source.UNKNOWN, Coverage.UNKNOWN));
    console.say("  %s: %s".formatted(fault.code(), fault.what()));
    console.say("  hint: " + fault.hint());
    return false;
  }

  private static void error(ObjectNode json, Problem fault) {
    json.putObject("error")
        .put("code", fault.code())
        .put("message", fault.what())
        .put("hint", fault.hint());
  }

  static Map<String, List<X509Certificate>> roots(List<Path> files) throws IOException {
    var roots = new LinkedHashMap<String, List<X509Certificate>>();
    for (var each : files)
      roots.put(each.toString(), TrustSet.certificates(FileFault.text(each), each.toString()));
    return roots;
  }

  private static boolean show(Console console, Path file, ProvenanceReport report) {
    var fault = fault(file, report);
    var json = Console.object("provenance/1").put("file", file.toString());
    json.setAll(ProvenanceJson.of(report));
    if (fault.isEmpty()) json.putNull("error");
    else error(json, fault.get());
    console.json(json);
    console.say(
        "%s  %s  source %s, coverage %s"
            .formatted(word(console, report.state()), file, report.source(), report.coverage()));
    if (fault.isPresent())
      console.say("  %s: %s".formatted(fault.get().code(), fault.get().what()));
    ProvenanceText.of(report).forEach(line -> console.say("  " + line));
    for (var each : report.findings())
      console.say("    %-40s %s".formatted(each.code(), each.explanation()));
    for (var each : report.marks())
      console.say("    mark %s: %s".formatted(each.kind(), each.value()));
    return fault.isEmpty();
  }

  private static String word(Console console, State state) {
    String colour =
        switch (state) {
          case TRUSTED -> "32";
          case INVALID -> "31";
          case VALID_UNTRUSTED, UNVERIFIED -> "33";
          case NONE -> "0";
        };
    return console.bold(colour, state.name().replace('_', ' '));
  }

  private static Optional<Problem> fault(Path file, ProvenanceReport report) {
    if (!report.place().container().equals("UNKNOWN")) return Optional.empty();
    return Optional.of(
        new Unreadable(
            "NOT_AUDIO",
            file.toString(),
            report.findings().stream()
                .findFirst()
                .map(Finding::explanation)
                .orElse("it begins as no kind of sound file does"),
            "give a WAV, MP3, FLAC, M4A, Ogg or AIFF file, or a .c2pa"));
  }
}
