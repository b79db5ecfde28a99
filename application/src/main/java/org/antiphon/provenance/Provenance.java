package org.antiphon.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// Says what a file says of itself, and how far that can be trusted.
///
/// A file without a manifest costs a look through its frame (about a millisecond); the engine is
/// asked only where there is one. Hashes over bytes are checked here, so that a WAV, MP3 or FLAC
/// file of any size needs only its manifest to pass through the engine. Nothing is fetched.
/// Thread-safe. The engine loads at the first manifest, or in the background after [#warm].
public final class Provenance implements AutoCloseable {
  private final EnginePool pool;
  private final Supplier<TrustSet> trust;
  private final InstantSource clock;

  private Provenance(EnginePool pool, Supplier<TrustSet> trust, InstantSource clock) {
    this.pool = pool;
    this.trust = trust;
    this.clock = clock;
  }

  /// With the engine that the build made, if it made one.
  ///
  /// @param trust asked for each file, so that an added root holds at once
  /// @param clock that certificates are held against
  public static Provenance open(Supplier<TrustSet> trust, InstantSource clock) {
    return new Provenance(
        new EnginePool(EngineLibrary.find(), EngineLimits.STANDARD), trust, clock);
  }

  /// With another engine, or none, and other limits.
  static Provenance with(EnginePool pool, Supplier<TrustSet> trust, InstantSource clock) {
    return new Provenance(pool, trust, clock);
  }

  /// Which engine answers; empty names where none was built.
  public EngineVersion engine() {
    return pool.version();
  }

  /// Whether the build made an engine.
  public boolean hasEngine() {
    return pool.present();
  }

  /// Loads the engine in the background.
  public void warm() {
    pool.warm(clock);
  }

  /// Examines a file, with the manifest beside it (`NAME.c2pa`) where it holds none itself.
  ///
  /// @throws IOException when the disk fails
  public ProvenanceReport examine(Path file) throws IOException {
    return examine(file, beside(file), clock);
  }

  /// Examines a file alone, as it was when `clock` says.
  ///
  /// @throws IOException when the disk fails
  public ProvenanceReport examineAlone(Path file, InstantSource clock) throws IOException {
    return examine(file, Optional.empty(), clock);
  }

  private ProvenanceReport examine(Path file, Optional<Path> sidecar, InstantSource clock)
      throws IOException {
    try (var bytes = new FileBytes(file)) {
      return new Inspection(pool, trust.get(), clock, bytes, sidecar).report();
    }
  }

  private static Optional<Path> beside(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    for (String stem : new String[] {dot > 0 ? name.substring(0, dot) : name, name}) {
      var sidecar = file.resolveSibling(stem + ".c2pa");
      if (Files.isRegularFile(sidecar) && !name.endsWith(".c2pa")) return Optional.of(sidecar);
    }
    return Optional.empty();
  }

  EnginePool pool() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
