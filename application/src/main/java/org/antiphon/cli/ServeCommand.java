package org.antiphon.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `serve`.
@Command(
    name = "serve",
    description = "Serves pages and API, and does the work, until it is stopped.",
    footer = {"", "Example: ./antiphon serve --port 7171"})
final class ServeCommand implements Callable<Integer> {
  private final Kit kit;
  private final Workshop.Serving serving;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Option(names = "--port", paramLabel = "N", description = "0: any free port (default: 7171).")
  private @Nullable Integer port;

  @Option(names = "--host", paramLabel = "ADDRESS", description = "Default: 127.0.0.1.")
  private @Nullable String host;

  @Option(names = "--behind-proxy", description = "A proxy before it ends TLS.")
  private boolean behindProxy;

  @Option(names = "--exit", description = "Stop as soon as everything is ready.")
  private boolean exit;

  ServeCommand(Kit kit, Workshop.Serving serving) {
    this.kit = kit;
    this.serving = serving;
  }

  @Override
  public Integer call() {
    Map<String, String> flags = new HashMap<>();
    if (port != null) flags.put("server.port", port.toString());
    if (host != null) flags.put("server.host", host);
    if (behindProxy) flags.put("server.behind_proxy", "true");
    boolean json = kit.console(options).json();
    return serving.serve(
        kit.effective(options, flags).settings(), new Workshop.Serving.Manner(exit, json));
  }
}
