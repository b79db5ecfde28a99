package org.antiphon;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.config.Settings;
import org.antiphon.examination.ReferenceLibrary;
import org.antiphon.examination.imports.Imports;
import org.antiphon.network.graph.Graph;
import org.antiphon.network.graph.Node;

/// Wires the imports of pages and API, and what they ask before they take something back.
final class Importing {
  private static final Set<String> HOLDING = Set.of("case", "notice", "claim", "opinion");

  private Importing() {}

  /// Every door; its job is registered, so before the jobs start.
  static Imports register(
      Serve.Foundation on,
      Settings settings,
      InstantSource clock,
      Catalogue catalogue,
      ReferenceLibrary library,
      Graph graph) {
    var made =
        new Imports(
            on.database(),
            on.jobs(),
            clock,
            new Imports.Means(
                catalogue,
                library,
                settings.data().resolve("imports"),
                settings.work().maximumUpload(),
                recording -> resting(graph, recording)));
    made.register();
    return made;
  }

  /// What rests on a recording and would fall with it, in words.
  private static Optional<String> resting(Graph graph, RecordingId recording) {
    var counts = graph.consequences().of(new Node("recording", recording.value())).counts();
    var words =
        counts.entrySet().stream()
            .filter(each -> HOLDING.contains(each.getKey()))
            .map(each ->
                "%d %s%s"
                    .formatted(each.getValue(), each.getKey(), each.getValue() == 1 ? "" : "s"))
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? Optional.empty() : Optional.of("what rests on it: " + words);
  }
}
