package org.antiphon.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.antiphon.cli.DoctorCommand.Answer;
import org.antiphon.cli.DoctorCommand.Result;
import org.antiphon.config.PlatformSettings;
import org.antiphon.config.Settings;
import org.antiphon.models.ModelFile;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundSettings;
import org.antiphon.outbound.Post;
import org.antiphon.outbound.Reach;
import org.antiphon.outbound.Resolver;

/// What lies outside the database: whether each platform takes a connection, and whether the files
/// beside the program are the ones that were published.
final class DoctorReach {
  private final Kit kit;
  private final Settings settings;

  DoctorReach(Kit kit, Settings settings) {
    this.kit = kit;
    this.settings = settings;
  }

  /// Connects to each platform and sends nothing.
  Answer platforms() {
    if (settings.platforms().isEmpty())
      return new Answer(Result.OK, "none is set up; notices can be exported, not sent");
    var silent = new ArrayList<String>();
    try (var outbound =
        new Outbound(
            OutboundSettings.standard("doctor"), Resolver.system(), kit.surroundings().clock())) {
      for (PlatformSettings platform : settings.platforms()) {
        var reach = platform.simulated() ? Reach.LOOPBACK : Reach.PUBLIC;
        outbound
            .knock(platform.url(), reach)
            .ifPresent(why -> silent.add(platform.id() + ": " + why));
      }
    }
    return silent.isEmpty()
        ? new Answer(
            Result.OK,
            settings.platforms().stream()
                .map(PlatformSettings::id)
                .collect(Collectors.joining(", ", "", " take connections")))
        : new Answer(
            Result.WARN,
            String.join("; ", silent) + ": look at the network, a firewall, and the url");
  }

  /// Connects to the server that takes our mail, logs in, and sends nothing.
  Answer mail() {
    return settings
        .mail()
        .map(said ->
            new Post(said)
                .knock()
                .map(why -> new Answer(Result.WARN, why + "; look at mail.* in antiphon.toml"))
                .orElse(
                    new Answer(
                        Result.OK,
                        "%s takes our mail, %s"
                            .formatted(
                                said.host(),
                                said.user().isBlank() ? "without a log-in" : "logged in"))))
        .orElse(new Answer(Result.OK, "off: no mail.host is set"));
  }

  /// The networks of `models/` have the hashes that were published with them.
  Answer models() {
    if (System.getProperty("antiphon.launcher") == null)
      return new Answer(Result.WARN, "not looked at: not started by ./antiphon");
    var folder = Samples.launcher().resolveSibling("models");
    try (var files = Files.list(folder)) {
      var names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".onnx"))
              .map(name -> name.substring(0, name.length() - ".onnx".length()))
              .sorted()
              .toList();
      for (var name : names) ModelFile.named(name, folder).bytes();
      return new Answer(
          Result.OK,
          "%s: bytes as published; only the demonstration uses them"
              .formatted(String.join(", ", names)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
