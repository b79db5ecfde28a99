package org.antiphon.fingerprint;

import java.io.IOException;
import org.apache.lucene.index.Terms;
import org.apache.lucene.util.BytesRef;

/// How many landmarks of the index bear each hash.
final class HashCounts {
  private final int[] counts = new int[1 << 19];

  /// Adds a segment's: one walk over its terms, some 80 ns each.
  void add(Terms terms) throws IOException {
    var all = terms.iterator();
    for (BytesRef term = all.next(); term != null; term = all.next())
      counts[BlockTokens.read(term) >>> 12] += (int) all.totalTermFreq();
  }

  /// Number of bits of the count: so coarse that a recording more or less hardly ever moves it.
  int magnitude(int hash) {
    return 32 - Integer.numberOfLeadingZeros(counts[hash]);
  }
}
