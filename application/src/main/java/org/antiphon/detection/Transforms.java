package org.antiphon.detection;

import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.antiphon.audio.Fft;

/// Transforms that are lent out and used again: their tables cost more than one use. As many are
/// kept of a size as were ever used at once.
final class Transforms {
  private final Map<Integer, Deque<Fft>> idle = new ConcurrentHashMap<>();

  Fft take(int size) {
    var kept = idle.computeIfAbsent(size, _ -> new ConcurrentLinkedDeque<>()).poll();
    if (kept != null) return kept;
    return Integer.bitCount(size) == 1 ? Fft.ofReal(size) : Fft.ofEvenReal(size);
  }

  void giveBack(Fft fft) {
    idle.computeIfAbsent(fft.size(), _ -> new ConcurrentLinkedDeque<>()).push(fft);
  }
}
