package org.antiphon.fingerprint;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Reads the postings that a query asks for.
///
/// Keys of one hash are a group: the terms between the lowest and the highest class that any of
/// them reaches are walked once in each segment, and each posting is held against all of them.
/// Groups are taken in the order of what their keys are worth against how common the hash is, and
/// whole: a few common hashes (drum loops, octaves) hold most of the postings and hardly any of the
/// evidence, and few keys find most of the true places, so the budget ends the search where little
/// is lost, and at the same place however the index is cut into segments. Not thread-safe.
final class LandmarkSearch {
  private final LandmarkKey key;
  private final LandmarkQuery query;
  private final Hits hits;
  private final byte[] bytes = new byte[4];
  private final BytesRef wanted = new BytesRef(bytes);
  private long budget;

  LandmarkSearch(LandmarkParameters parameters, LandmarkQuery query, Hits hits, long budget) {
    key = new LandmarkKey(parameters.landmarks());
    this.query = query;
    this.hits = hits;
    this.budget = budget;
  }

  /// Searches all segments.
  ///
  /// @return whether the budget ended it with less than half of the keys' worth asked for
  boolean run(List<Segment> segments, List<HashCounts> counts) throws IOException {
    long asked = 0;
    for (int from : groups(counts)) {
      int to = query.endOfGroup(from);
      if (budget <= 0) return 2 * asked < query.worth(0, query.size());
      asked += query.worth(from, to);
      for (int start = from; start < to; ) {
        int highest = highest(start);
        int end = start + 1;
        while (end < to && lowest(end) <= highest + 1) highest = Math.max(highest, highest(end++));
        for (var segment : segments) segment.walk(this, start, end, highest);
        start = end;
      }
    }
    return false;
  }

  /// First keys of the groups, those first that promise most for a posting.
  private int[] groups(List<HashCounts> counts) {
    var order = new long[query.size()];
    int count = 0;
    for (int from = 0, to; from < query.size(); from = to) {
      to = query.endOfGroup(from);
      int magnitude = HashCounts.magnitude(counts, query.hash(from));
      order[count++] = (price(magnitude, query.worth(from, to)) << 32) | from;
    }
    Arrays.sort(order, 0, count);
    var groups = new int[count];
    for (int i = 0; i < count; i++) groups[i] = (int) order[i];
    return groups;
  }

  /// Quarters of a power of two, above 0: how many postings a hash has over what its keys are
  /// worth.
  private static long price(int magnitude, long worth) {
    return 4L * magnitude
        + 256
        - Math.round(4 * StrictMath.log((double) worth) / StrictMath.log(2));
  }

  private int lowest(int i) {
    return key.classOfFrequency(Math.max(0, query.quarterBin(i) - query.tier().pitch()));
  }

  private int highest(int i) {
    return key.classOfFrequency(query.quarterBin(i) + query.tier().pitch());
  }

  private boolean isAsked(int term, int from, int to) {
    int frequency = LandmarkKey.frequencyClassOf(term);
    for (int i = from; i < to; i++)
      if (lowest(i) <= frequency && frequency <= highest(i)) return true;
    return false;
  }

  private void offer(int term, int position, int block, int ordinal, int from, int to) {
    int quarterBin = key.quarterBin(term, position);
    int span = key.span(position);
    int frame = block + LandmarkKey.frame(position);
    int pitch = query.tier().pitch();
    for (int i = from; i < to; i++) {
      int higher = query.quarterBin(i) - quarterBin;
      if (higher > pitch || higher < -pitch) continue;
      if (span < query.shortest(i) || span > query.longest(i)) continue;
      hits.add(ordinal, frame, higher, span, query.landmark(i));
    }
  }

  /// A segment, while it is searched.
  static final class Segment {
    private final TermsEnum terms;
    private final @Nullable Bits live;
    private final SegmentView view;
    private final int[] ordinals;
    private @Nullable PostingsEnum postings;

    /// A segment for one search.
    ///
    /// @param ordinals by the segment's own numbers; below 0 for a recording that is gone
    Segment(LeafReader reader, Terms terms, SegmentView view, int[] ordinals) throws IOException {
      this.terms = terms.iterator();
      this.live = reader.getLiveDocs();
      this.view = view;
      this.ordinals = ordinals;
    }

    /// Walks the terms of the keys `from` to `to` - 1, which bear one hash.
    private void walk(LandmarkSearch search, int from, int to, int highest) throws IOException {
      int hash = search.query.hash(from);
      BlockTokens.write(LandmarkKey.term(hash, search.lowest(from)), search.bytes);
      int last = LandmarkKey.term(hash, highest);
      if (terms.seekCeil(search.wanted) == TermsEnum.SeekStatus.END) return;
      for (BytesRef found = terms.term(); found != null; found = terms.next()) {
        int term = BlockTokens.read(found);
        if (term > last) return;
        if (search.isAsked(term, from, to)) read(search, term, from, to);
      }
    }

    private void read(LandmarkSearch search, int term, int from, int to) throws IOException {
      var list = terms.postings(postings, PostingsEnum.POSITIONS);
      postings = list;
      for (int doc = list.nextDoc(); doc != PostingsEnum.NO_MORE_DOCS; doc = list.nextDoc()) {
        int ordinal = ordinals[view.recordingOf()[doc]];
        if (ordinal < 0 || (live != null && !live.get(doc))) continue;
        int block = view.blockOf()[doc] * LandmarkKey.BLOCK;
        int count = list.freq();
        search.budget -= count;
        for (int i = 0; i < count; i++)
          search.offer(term, list.nextPosition(), block, ordinal, from, to);
      }
    }
  }
}
