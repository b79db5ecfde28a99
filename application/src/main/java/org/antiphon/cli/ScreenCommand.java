package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.antiphon.examination.InputPaths;
import org.antiphon.network.screening.Screened;
import org.antiphon.network.screening.Screening;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Unreadable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `screen FILE…`: what a platform would be advised about an upload.
@Command(
    name = "screen",
    description = "What to do with an upload before it is live: ALLOW, LABEL, HOLD or BLOCK.",
    footer = {"", "Example: ./antiphon screen upload.mp3"})
final class ScreenCommand implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The sounds.")
  private List<Path> files = List.of();

  @Option(names = "--distributor", paramLabel = "NAME", description = "Through whom it comes.")
  private String distributor = "";

  @Option(names = "--label-line", paramLabel = "LINE", description = "Its label line.")
  private String labelLine = "";

  @Option(names = "--account", paramLabel = "ID", description = "Whose account.")
  private String account = "";

  ScreenCommand(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var console = kit.console(options);
    boolean all = true;
    try (var desk = kit.workshop().screening(kit.settings(options))) {
      for (var file : files) all &= show(console, file, desk.screening());
    }
    return all ? ExitCode.DONE : ExitCode.SOME_INPUTS;
  }

  private boolean show(Console console, Path file, Screening screening) throws IOException {
    String sha256;
    try {
      requireFile(file);
      sha256 = sha256(file);
    } catch (InvalidInput wrong) {
      return unscreened(console, file, wrong);
    } catch (IOException e) {
      return unscreened(console, file, Unreadable.closed(file, e));
    }
    var json = Console.object("screening/1").put("file", file.toString());
    var answer =
        screening.screen(
            new Screening.Request(
                file,
                sha256,
                new Screening.Context("", account, distributor, labelLine, "*"),
                Duration.ofMinutes(5),
                "command line",
                Optional.empty()));
    console.say(
        "%-6s %s  %s%s"
            .formatted(
                answer.advice(),
                file,
                String.join(", ", answer.reasons()),
                answer.told() == answer.advice() ? "" : "  (shadow mode: told ALLOW)"));
    json.put("advice", answer.told().name());
    json.put("wouldBe", answer.advice().name());
    json.put("partial", answer.partial());
    lists(json, answer);
    json.put("validUntil", answer.validUntil().toString());
    var fault = answer.evidence().unheard();
    if (fault.isEmpty()) json.putNull("error");
    else
      json.putObject("error")
          .put("code", fault)
          .put("message", "it could not be heard")
          .put("hint", "`./antiphon identify` says more");
    console.json(json);
    return fault.isEmpty();
  }

  private static void requireFile(Path file) {
    InputPaths.check(List.of(file));
    if (Files.isDirectory(file))
      throw new InvalidInput(
          "IS_FOLDER", file.toString(), "this is a folder", "name the files in it");
  }

  /// The same object without an advice: nobody looked at anything.
  private static boolean unscreened(Console console, Path file, Problem fault) {
    console.say("%s: %s".formatted(file, fault.what()));
    console.say("  hint: " + fault.hint());
    var json = Console.object("screening/1").put("file", file.toString());
    json.putNull("advice").putNull("wouldBe").put("partial", false);
    json.putArray("reasons");
    json.putArray("matches");
    json.putArray("claims");
    json.putNull("validUntil");
    json.putObject("error")
        .put("code", fault.code())
        .put("message", fault.what())
        .put("hint", fault.hint());
    console.json(json);
    return false;
  }

  private static void lists(tools.jackson.databind.node.ObjectNode json, Screened answer) {
    var reasons = json.putArray("reasons");
    answer.reasons().forEach(reasons::add);
    var matches = json.putArray("matches");
    answer.evidence().own().forEach(match -> matches.add(match.key()));
    var claims = json.putArray("claims");
    answer.evidence().foreign().forEach(each -> claims.add(each.partner() + "/" + each.key()));
  }

  private static String sha256(Path file) throws IOException {
    try (var in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
