package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.antiphon.config.EffectiveSettings;
import org.antiphon.config.SettingsLoader;
import org.antiphon.problem.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `config init`.
@Command(
    name = "init",
    description = "Writes a commented antiphon.toml with every default.",
    footer = {"", "Example: ./antiphon config init"})
final class ConfigInit implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  ConfigInit(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var console = kit.console(options);
    Path data = kit.settings(options).data();
    Path file = options.config().orElse(data.resolve(SettingsLoader.FILE));
    Files.createDirectories(file.toAbsolutePath().getParent());
    try {
      Files.writeString(file, EffectiveSettings.template(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new Refused(
          "EXISTS", file.toString(), "there is a settings file", "move it away first", e);
    }
    console.say("wrote " + file);
    console.json(Console.object("config-init/1").put("file", file.toString()));
    return ExitCode.DONE;
  }
}
