package org.antiphon.provenance;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;

/// Walks the boxes of a manifest store (JUMBF, ISO 19566-5) before the engine sees it: nesting 32,
/// 20,000 boxes, every length within its parent, nothing compressed. No recursion.
final class StoreScan {
  /// Bytes of a store at most.
  static final long LARGEST = 16L << 20;

  private static final int DEEPEST = 32;
  private static final int MOST_BOXES = 20_000;
  private static final int SUPERBOX = fourCc("jumb");
  private static final int COMPRESSED = fourCc("brob");

  private StoreScan() {}

  /// Why the engine must not see a store.
  ///
  /// @return a code, `manifest.damaged`, `manifest.compressed` or `size.limit`; empty: it may
  static Optional<String> fault(byte[] store) {
    var box = ByteBuffer.wrap(store);
    var ends = new ArrayDeque<Integer>();
    int at = 0;
    int end = store.length;
    for (int boxes = 0; at < end || !ends.isEmpty(); ) {
      if (at == end && !ends.isEmpty()) {
        end = ends.pop();
        continue;
      }
      if (++boxes > MOST_BOXES) return Optional.of("size.limit");
      // Behind the one superbox of a store may stand padding; within a box nothing may.
      if (ends.isEmpty() && boxes > 1) return Optional.empty();
      if (end - at < 8) return Optional.of("manifest.damaged");
      long length = Integer.toUnsignedLong(box.getInt(at));
      int header = 8;
      if (length == 1 && end - at >= 16) {
        length = box.getLong(at + 8);
        header = 16;
      } else if (length == 0 && ends.isEmpty()) length = (long) end - at;
      if (length < header || length > end - at) return Optional.of("manifest.damaged");
      int type = box.getInt(at + 4);
      if (type == COMPRESSED) return Optional.of("manifest.compressed");
      int next = at + (int) length;
      if (type == SUPERBOX) {
        if (ends.size() == DEEPEST) return Optional.of("manifest.damaged");
        ends.push(end);
        end = next;
        at += header;
      } else at = next;
    }
    return Optional.empty();
  }

  private static int fourCc(String name) {
    return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
  }
}
