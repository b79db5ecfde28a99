package org.antiphon.fingerprint;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.Terms;
import org.apache.lucene.util.BytesRef;

/// How many landmarks of a segment bear each hash. A segment never changes but for what lives in
/// it: counted once, so that a recording more costs a walk over its own landmarks only.
final class HashCounts {
  private final int[] counts = new int[1 << 19];

  /// One walk over a segment's terms, some 80 ns each.
  HashCounts(Terms terms) throws IOException {
    var all = terms.iterator();
    for (BytesRef term = all.next(); term != null; term = all.next())
      counts[LandmarkKey.hashOf(BlockTokens.read(term))] += (int) all.totalTermFreq();
  }

  int of(int hash) {
    return counts[hash];
  }

  /// Number of bits of the counts' sum: so coarse that a recording more or less hardly ever moves
  /// it.
  static int magnitude(List<HashCounts> segments, int hash) {
    int sum = 0;
    for (int i = 0; i < segments.size(); i++) sum += segments.get(i).of(hash);
    return 32 - Integer.numberOfLeadingZeros(sum);
  }
}
