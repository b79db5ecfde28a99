package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.antiphon.examination.InputPaths;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `trust add NAME PEM`.
@Command(
    name = "add",
    description =
        "Believes whoever a root vouches for, as yourself: their signature authorises uploads.",
    footer = {"", "Example: ./antiphon trust add our-label root.pem"})
final class TrustAdd implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(index = "0", paramLabel = "NAME", description = "Such as our-label.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "PEM", description = "Root certificates.")
  private Path pem = Path.of("");

  TrustAdd(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var console = kit.console(options);
    var settings = kit.settings(options);
    InputPaths.check(List.of(pem));
    var folder = TrustCommand.folder(settings);
    var added = TrustCommand.change(kit, settings, name, "added", () -> folder.add(name, pem));
    var json = Console.object("trust-add/1").put("name", name);
    TrustList.certificates(json.putArray("certificates"), added);
    added.forEach(each -> console.say("%s: %s".formatted(name, TrustList.line(each))));
    console.json(json);
    return ExitCode.DONE;
  }
}
