package org.antiphon.demo;

import java.nio.file.Path;

/// Where the demonstration finds and puts things.
///
/// @param launcher `./antiphon`, which starts the server and the catalogue's import
/// @param samples the folder of excerpts
/// @param work everything that is made: sound, data directory, logs; of this run alone
/// @param cache unpacked programs, shared with other runs
public record DemoPlaces(Path launcher, Path samples, Path work, Path cache) {
  Path data() {
    return work.resolve("data");
  }

  Path scenario() {
    return work.resolve("scenario");
  }

  Path logs() {
    return work.resolve("logs");
  }

  /// The networks that make the machine-made uploads.
  Path models() {
    return samples.resolveSibling("models");
  }

  Path report() {
    return work.resolve("report.json");
  }
}
