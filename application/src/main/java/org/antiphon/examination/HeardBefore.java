package org.antiphon.examination;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What was found of the newest sounds, so that the same bytes under another upload are not heard
/// once more: a work that is uploaded a thousand times is often the same file. Kept in memory, for
/// one state of the catalogue; an answer that came to no end is not kept. Thread-safe.
final class HeardBefore {
  private static final int MOST = 1000;

  private final Map<Sound, Examined> newest =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Sound, Examined> eldest) {
          return size() > MOST;
        }
      };

  /// Bytes, and the state of the catalogue that they were held against.
  private record Sound(String sha256, long catalogueVersion) {}

  synchronized Optional<Examined> find(String sha256, long catalogueVersion) {
    return Optional.ofNullable(newest.get(new Sound(sha256, catalogueVersion)));
  }

  synchronized void keep(String sha256, long catalogueVersion, Examined examined) {
    boolean whole =
        examined.error().isEmpty()
            && examined.identification().filter(found -> !found.truncated()).isPresent();
    if (whole) newest.put(new Sound(sha256, catalogueVersion), examined);
  }
}
