package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.antiphon.config.Secret;
import org.antiphon.examination.InputPaths;
import org.antiphon.problem.InvalidInput;
import org.antiphon.provenance.Provenance;
import org.antiphon.provenance.ProvenanceJson;
import org.antiphon.provenance.Signatory;
import org.antiphon.provenance.Signer;
import org.antiphon.provenance.TrustSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sign FILE`: a signed statement in an artist's original.
@Command(
    name = "sign",
    description = "Writes a signed C2PA statement into a copy of a WAV, MP3, FLAC or M4A file.",
    footer = {
      "",
      "Example: ./antiphon sign master.wav --key label.p12 --password env:KEY_PASSWORD"
          + " --source digitalCreation"
    })
final class SignCommand implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "The original; never touched.")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "P12",
      required = true,
      description = "PKCS #12 file with the key and its certificates.")
  private Path key = Path.of("");

  @Option(
      names = "--password",
      paramLabel = "WHERE",
      required = true,
      description = "Where its password is: env:NAME or file:/path.")
  private String password = "";

  @Option(
      names = "--source",
      paramLabel = "TYPE",
      required = true,
      description = "How it was made, an IPTC source type such as digitalCreation; no default.")
  private String source = "";

  @Option(names = "--title", paramLabel = "TEXT", description = "Default: the file's name.")
  private @Nullable String title;

  @Option(names = "--allow-training", description = "Machines may be trained on it.")
  private boolean mayTrain;

  @Option(names = "--out", paramLabel = "FILE", description = "Default: NAME.signed.ENDING.")
  private @Nullable Path out;

  SignCommand(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var console = kit.console(options);
    InputPaths.check(List.of(file, key));
    FileFault.requireFile(file);
    FileFault.requireFile(key);
    String secret =
        Secret.at(password, kit.surroundings().environment())
            .orElseThrow(() ->
                new InvalidInput(
                    "OPTION",
                    "--password",
                    "a password must not stand here",
                    "env:NAME or file:/path"))
            .reveal();
    var statement =
        new Signer.Statement(
            title == null ? String.valueOf(file.getFileName()) : title, source, mayTrain);
    var signatory = Signatory.of(key, secret.toCharArray());
    var target = out == null ? beside(file) : out;
    var clock = kit.surroundings().clock();
    try (var provenance = Provenance.open(TrustSet::none, clock)) {
      var report = new Signer(provenance, clock).sign(file, target, signatory, statement);
      console.say("signed: " + target);
      console.say(
          "  Read back with your own root: %s, coverage %s."
              .formatted(report.state(), report.coverage()));
      console.say("  Any later change of sound or tags breaks it, a distributor's tags too.");
      var json = Console.object("sign/1").put("file", file.toString());
      json.put("out", target.toString());
      json.set("provenance", ProvenanceJson.of(report));
      console.json(json);
    }
    return ExitCode.DONE;
  }

  private static Path beside(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return file.resolveSibling(
        dot > 0 ? name.substring(0, dot) + ".signed" + name.substring(dot) : name + ".signed");
  }
}
