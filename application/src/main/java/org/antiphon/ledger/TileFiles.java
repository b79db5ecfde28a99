package org.antiphon.ledger;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/// Names and bytes of C2SP tlog-tiles, as a log serves them.
public final class TileFiles {
  private TileFiles() {}

  /// Path of a tile: groups of three digits, all but the last with an `x`; a partial tile ends in
  /// `.p/` and its width.
  ///
  /// @param level a number, or `entries`
  public static String path(String level, long n, int width) {
    var path = new StringBuilder(String.format(Locale.ROOT, "%03d", n % 1000));
    for (long rest = n / 1000; rest > 0; rest /= 1000)
      path.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
    var partial = width == TreeBuilder.WIDTH ? "" : ".p/" + width;
    return "tile/" + level + "/" + path + partial;
  }

  /// An entry bundle: each entry with its length in 16 bits before it.
  public static byte[] entries(List<byte[]> entries) {
    var buffer = ByteBuffer.allocate(entries.stream().mapToInt(entry -> entry.length + 2).sum());
    for (var entry : entries) buffer.putShort((short) entry.length).put(entry);
    return buffer.array();
  }
}
