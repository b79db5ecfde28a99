package org.antiphon.fingerprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;

/// The peaks of the recordings that were asked for last, up to a number of peaks. Thread-safe.
final class PeakCache {
  /// Reads what is not at hand.
  interface Source {
    /// The peaks.
    Peaks read() throws IOException;
  }

  /// A recording of a segment.
  private record Key(long segment, int number) {}

  private final int most;
  private final LinkedHashMap<Key, Peaks> kept = new LinkedHashMap<>(16, 0.75f, true);
  private int size;

  PeakCache(int most) {
    this.most = most;
  }

  Peaks get(SegmentView view, int number, Source source) {
    var key = new Key(view.serial(), number);
    synchronized (kept) {
      var known = kept.get(key);
      if (known != null) return known;
    }
    try {
      return keep(key, source.read());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Peaks keep(Key key, Peaks peaks) {
    synchronized (kept) {
      if (kept.put(key, peaks) == null) size += peaks.size();
      var oldest = kept.entrySet().iterator();
      while (size > most && oldest.hasNext()) {
        size -= oldest.next().getValue().size();
        oldest.remove();
      }
    }
    return peaks;
  }
}
