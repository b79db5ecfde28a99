package org.antiphon.provenance;

/// How far the engine may go for one file.
///
/// @param cpuNanos CPU time of one call
/// @param wallMillis until its answer is given up, waiting for a free thread included
/// @param storePages linear memory, in pages of 64 KiB, for a manifest store alone
/// @param mostPages linear memory for a whole file
record EngineLimits(long cpuNanos, long wallMillis, int storePages, int mostPages) {
  private static final long SPARE = 64L << 20;

  static final EngineLimits STANDARD = new EngineLimits(5_000_000_000L, 120_000, 2_048, 4_096);

  /// A whole file needs 2.4 times its size: three times, and 64 MiB.
  int wholePages(long size) {
    return (int) Math.min(mostPages, (3 * size + SPARE) / WasmInstance.PAGE);
  }
}
