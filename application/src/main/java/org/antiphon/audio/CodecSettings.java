package org.antiphon.audio;

import java.nio.file.Path;

/// Settings of the pool of codec children.
///
/// @param cache folder where the children's native libraries are unpacked once, such as
///   `DATA/cache/javacpp`; made where missing
/// @param workers children that may work at once, 1 to 64; they start when first needed
/// @param filesPerWorker a child is replaced after this many files, whatever its health
/// @param residentBytes a child whose resident memory is above this after a file is replaced
public record CodecSettings(Path cache, int workers, int filesPerWorker, long residentBytes) {
  /// Refuses a pool of nobody.
  public CodecSettings {
    if (workers < 1 || workers > 64 || filesPerWorker < 1)
      throw new IllegalArgumentException(workers + " workers, " + filesPerWorker + " files each");
  }

  /// As many children as processors, 2 to 4; each retires after 200 files or above 400 MB.
  public static CodecSettings in(Path cache) {
    int processors = Runtime.getRuntime().availableProcessors();
    return new CodecSettings(cache, Math.clamp(processors, 2, 4), 200, 400L << 20);
  }

  /// The same with this many workers.
  public CodecSettings withWorkers(int count) {
    return new CodecSettings(cache, count, filesPerWorker, residentBytes);
  }
}
