package org.antiphon.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.network.graph.Graph;
import org.antiphon.network.graph.GraphExport;
import org.antiphon.network.graph.Pseudonyms;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The graph as it is, or as we knew it at a time.
final class GraphOptions {
  @Option(names = "--as-of", paramLabel = "TIME", description = "As we knew it then (ISO 8601).")
  private @Nullable Instant asOf;

  /// What is done with the edges; accounts go by the pseudonyms of this installation.
  @FunctionalInterface
  interface Work<T> {
    T on(GraphExport edges, Instant asOf, UnaryOperator<String> pseudonyms) throws IOException;
  }

  <T> T read(Kit kit, CommonOptions options, Work<T> work) throws IOException {
    var settings = kit.settings(options);
    var clock = kit.surroundings().clock();
    try (var database = kit.workshop().database(settings)) {
      var pseudonyms = new Pseudonyms(new KeyFolder(settings.data().resolve("keys")));
      return work.on(
          new Graph(database, clock).export(),
          asOf == null ? clock.instant() : asOf,
          pseudonyms::of);
    }
  }
}
