package org.antiphon.fingerprint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The spectral peaks of one sound, ordered by frame, then by frequency: all that recognition keeps
/// of it. Parallel arrays, shared, never written to after construction.
///
/// @param frames length of the sound in frames of 16 ms
/// @param t frame of each peak, 0 to frames - 1
/// @param f frequency in quarter bins above 150 Hz (1/12 semitone), 0 to 719
/// @param contrast level above its surroundings in 1/100 dB
/// @param rank how many peaks within half a second stand out more: 0 is the strongest, below 25 is
///   indexed, below 40 is kept
public record Peaks(int frames, int[] t, int[] f, int[] contrast, int[] rank) {
  /// Frames a second.
  public static final double RATE = 62.5;

  public Peaks {
    if (t.length != f.length || t.length != contrast.length || t.length != rank.length)
      throw new IllegalArgumentException("a peak needs time, frequency, contrast and rank");
  }

  /// How many peaks there are.
  public int size() {
    return t.length;
  }

  /// Length of the sound.
  public double seconds() {
    return frames / RATE;
  }

  /// Peaks in each second, on average; 0 for no sound.
  public double perSecond() {
    return frames == 0 ? 0 : size() / seconds();
  }

  /// Index of the first peak at or after `frame`, [#size] if there is none.
  public int firstAt(double frame) {
    int low = 0;
    int high = t.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (t[middle] < frame) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /// The peaks of frames `from` to `to` - 1, as a sound of its own; ranks stay what they were.
  public Peaks cut(int from, int to) {
    int first = firstAt(from);
    int count = firstAt(to) - first;
    var cut = new Peaks(to - from, new int[count], new int[count], new int[count], new int[count]);
    copyTo(cut, first, count, 0, -from);
    return cut;
  }

  /// Sounds one after another.
  public static Peaks joined(List<Peaks> parts) {
    int frames = 0;
    int count = 0;
    for (var part : parts) {
      frames += part.frames;
      count += part.size();
    }
    var whole = new Peaks(frames, new int[count], new int[count], new int[count], new int[count]);
    int start = 0;
    int at = 0;
    for (var part : parts) {
      part.copyTo(whole, 0, part.size(), at, start);
      start += part.frames;
      at += part.size();
    }
    return whole;
  }

  private void copyTo(Peaks into, int first, int count, int at, int later) {
    System.arraycopy(f, first, into.f, at, count);
    System.arraycopy(contrast, first, into.contrast, at, count);
    System.arraycopy(rank, first, into.rank, at, count);
    for (int i = 0; i < count; i++) into.t[at + i] = t[first + i] + later;
  }

  /// These peaks but for some; ranks stay what they were.
  ///
  /// @param taken by index
  Peaks without(boolean[] taken) {
    int left = 0;
    for (int i = 0; i < size(); i++) if (!taken[i]) left++;
    var rest = new Peaks(frames, new int[left], new int[left], new int[left], new int[left]);
    for (int i = 0, k = 0; i < size(); i++) {
      if (taken[i]) continue;
      rest.t[k] = t[i];
      rest.f[k] = f[i];
      rest.contrast[k] = contrast[i];
      rest.rank[k++] = rank[i];
    }
    return rest;
  }

  /// 64 lower-case hex digits over all that the peaks hold.
  public String sha256() {
    var bytes = ByteBuffer.allocate(4 + 16 * size()).order(ByteOrder.LITTLE_ENDIAN).putInt(frames);
    for (int i = 0; i < size(); i++)
      bytes.putInt(t[i]).putInt(f[i]).putInt(contrast[i]).putInt(rank[i]);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
