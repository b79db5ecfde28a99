package org.antiphon.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.antiphon.bench.BenchReport;
import org.antiphon.config.Settings;
import org.antiphon.database.Database;

/// Rooms on demand: the root constructs them by plain constructors, a command opens only those that
/// it needs and closes them. Nothing here starts Spring but [Serving] and [Demonstration].
public interface Workshop {
  /// The database alone, embedded or external.
  Database database(Settings settings);

  /// Catalogue, blobs and index; the index follows the catalogue from here on.
  CatalogueDesk catalogue(Settings settings);

  /// Recognition without a database.
  ///
  /// @param folder a folder of music to hold files against instead of the catalogue
  /// @param roster a file of artists in the place of the roster that was added
  ExaminerDesk examiner(Settings settings, Optional<Path> folder, Optional<Path> roster);

  /// What exports a case as one file; a server may run beside it.
  EvidenceDesk evidence(Settings settings);

  /// What examines a bundle's sound once more, without a database.
  RehearingDesk rehearing(Settings settings);

  /// Screening of single files, beside a server or without one.
  ScreeningDesk screening(Settings settings);

  /// The server, where there is one.
  Optional<Serving> serving();

  /// The demonstration, where there is one.
  Optional<Demonstration> demonstration();

  /// The drill of `bench enforcement`, where there is one.
  Optional<Drilling> drilling();

  /// Runs the server until it is stopped.
  @FunctionalInterface
  interface Serving {
    /// Serves; returns the exit code.
    int serve(Settings settings, Manner manner);

    /// How it behaves.
    ///
    /// @param exit stop as soon as everything is ready
    /// @param json greet with one line of JSON
    record Manner(boolean exit, boolean json) {}
  }

  /// Runs the demonstration.
  @FunctionalInterface
  interface Demonstration {
    /// Demonstrates; returns the exit code.
    int demonstrate(DemoOptions options);
  }

  /// Sends a great many notices to pretend platforms.
  @FunctionalInterface
  interface Drilling {
    /// Sends them; the platforms' record says what came of it.
    Drilled drill(DrillOptions options);

    /// What came of a drill.
    ///
    /// @param reasons why it does not hold
    record Drilled(BenchReport report, boolean holds, List<String> reasons) {
      public Drilled {
        reasons = List.copyOf(reasons);
      }
    }
  }
}
