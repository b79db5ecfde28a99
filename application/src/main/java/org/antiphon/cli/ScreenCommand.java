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
import org.antiphon.network.screening.Screened;
import org.antiphon.network.screening.Screening;
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
    var json = Console.object("screening/1").put("file", file.toString());
    if (!Files.isRegularFile(file)) {
      console.say("%s: there is no such file".formatted(file));
      json.putObject("error")
          .put("code", "NO_SUCH_FILE")
          .put("message", "there is no such file")
          .put("hint", "name a file");
      console.json(json);
      return false;
    }
    var answer =
        screening.screen(
            new Screening.Request(
                file,
                sha256(file),
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
