package org.antiphon.cli;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Who acts on a running server, and where it is.
final class PersonOptions {
  @Option(names = "--server", paramLabel = "URL", description = "Default: this machine's.")
  private @Nullable URI server;

  @Option(names = "--email", paramLabel = "ADDRESS", description = "Yours; asked for otherwise.")
  private @Nullable String email;

  /// Asks for what was not given, and logs in; the caller closes the session.
  ServerSession login(Kit kit, CommonOptions options, Prompt prompt) {
    var session = ServerSession.open(kit, kit.settings(options), Optional.ofNullable(server));
    try {
      var person = email == null ? prompt.ask("Your e-mail:") : email;
      session.login(person, prompt.secret("Password:"));
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }
}
