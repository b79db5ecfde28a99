package org.antiphon.intake;

import java.util.Map;

/// How many uploads each platform has shown us, by state.
///
/// @param uploads every platform has an entry; states without uploads are left out
public record IntakeCounts(Map<PlatformId, Map<UploadState, Long>> uploads) {
  /// Copies the map in.
  public IntakeCounts {
    uploads = Map.copyOf(uploads);
  }

  /// All platforms together.
  public long total(UploadState state) {
    return uploads.values().stream().mapToLong(of -> of.getOrDefault(state, 0L)).sum();
  }

  /// All platforms and states.
  public long total() {
    return uploads.values().stream()
        .flatMap(of -> of.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }
}
