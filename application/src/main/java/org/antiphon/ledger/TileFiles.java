package org.antiphon.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antiphon.problem.Unreadable;

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

  /// Reads an entry bundle.
  ///
  /// @param most bytes that an entry may have
  /// @throws Unreadable BUNDLE_MALFORMED where lengths and bytes disagree, ENTRY_TOO_LONG
  public static List<byte[]> readEntries(byte[] bundle, int most) {
    var buffer = ByteBuffer.wrap(bundle);
    var entries = new ArrayList<byte[]>();
    while (buffer.hasRemaining()) {
      if (buffer.remaining() < 2) throw malformed("ends within a length");
      int length = buffer.getShort() & 0xffff;
      if (length > most)
        throw new Unreadable(
            "ENTRY_TOO_LONG", "entry " + entries.size(), length + " bytes", "at most " + most);
      if (length > buffer.remaining()) throw malformed("ends within an entry");
      var entry = new byte[length];
      buffer.get(entry);
      entries.add(entry);
    }
    return entries;
  }

  private static Unreadable malformed(String how) {
    return new Unreadable("BUNDLE_MALFORMED", "entry bundle", how, "serve it whole");
  }
}
