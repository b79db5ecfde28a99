package org.antiphon.fingerprint;

import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Reads one segment's postings for a query.
///
/// Keys of one hash are taken together: the terms between the lowest and the highest class that any
/// of them reaches are walked once, and each posting is held against all of them. Not thread-safe.
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

  /// Whether the budget is used up.
  boolean isSpent() {
    return budget <= 0;
  }

  /// Searches a segment.
  ///
  /// @param ordinals by the segment's own numbers; below 0 for a recording that is gone
  void search(LeafReader reader, SegmentView view, int[] ordinals) throws IOException {
    var terms = reader.terms(RecordingDocuments.LANDMARKS);
    if (terms == null) return;
    new Segment(terms.iterator(), reader.getLiveDocs(), view, ordinals).search();
  }

  /// One segment, while it is searched.
  private final class Segment {
    private final TermsEnum terms;
    private final @Nullable Bits live;
    private final SegmentView view;
    private final int[] ordinals;
    private @Nullable PostingsEnum postings;
    private int asking;
    private int asked;

    Segment(TermsEnum terms, @Nullable Bits live, SegmentView view, int[] ordinals) {
      this.terms = terms;
      this.live = live;
      this.view = view;
      this.ordinals = ordinals;
    }

    void search() throws IOException {
      for (int from = 0; from < query.size() && budget > 0; ) {
        int to = from + 1;
        int highest = highest(from);
        while (to < query.size() && query.hash(to) == query.hash(from) && lowest(to) <= highest + 1)
          highest = Math.max(highest, highest(to++));
        walk(from, to, highest);
        from = to;
      }
    }

    /// Walks the terms of the keys `from` to `to` - 1, which bear one hash.
    private void walk(int from, int to, int highest) throws IOException {
      int hash = query.hash(from);
      BlockTokens.write(LandmarkKey.term(hash, lowest(from), 0), bytes);
      int last = LandmarkKey.term(hash, highest, 15);
      asking = from;
      asked = to;
      if (terms.seekCeil(wanted) == TermsEnum.SeekStatus.END) return;
      for (BytesRef found = terms.term(); found != null; found = terms.next()) {
        int term = BlockTokens.read(found);
        if (term > last) return;
        if (isAsked(term)) read(term);
      }
    }

    private boolean isAsked(int term) {
      int frequency = (term >>> 4) & 0xff;
      int span = term & 0xf;
      for (int i = asking; i < asked; i++)
        if (lowest(i) <= frequency
            && frequency <= highest(i)
            && key.classOfSpan(shortest(i)) <= span
            && span <= key.classOfSpan(longest(i))) return true;
      return false;
    }

    private void read(int term) throws IOException {
      var list = terms.postings(postings, PostingsEnum.POSITIONS);
      postings = list;
      for (int doc = list.nextDoc(); doc != PostingsEnum.NO_MORE_DOCS; doc = list.nextDoc()) {
        int ordinal = ordinals[view.recordingOf()[doc]];
        int count = list.freq();
        budget -= count;
        if (ordinal < 0 || (live != null && !live.get(doc))) continue;
        int block = view.blockOf()[doc] * LandmarkKey.BLOCK;
        for (int i = 0; i < count; i++) offer(term, list.nextPosition(), block, ordinal);
      }
    }

    private void offer(int term, int position, int block, int ordinal) {
      int quarterBin = key.quarterBin(term, position);
      int span = key.span(term, position);
      int frame = block + LandmarkKey.frame(position);
      int pitch = query.tier().pitch();
      for (int i = asking; i < asked; i++) {
        int higher = query.quarterBin(i) - quarterBin;
        if (higher > pitch || higher < -pitch) continue;
        if (span < shortest(i) || span > longest(i)) continue;
        hits.add(ordinal, frame, higher, span, query.landmark(i));
      }
    }

    private int lowest(int i) {
      return key.classOfFrequency(Math.max(0, query.quarterBin(i) - query.tier().pitch()));
    }

    private int highest(int i) {
      return key.classOfFrequency(query.quarterBin(i) + query.tier().pitch());
    }

    private int shortest(int i) {
      return query.shortest(i);
    }

    private int longest(int i) {
      return query.longest(i);
    }
  }
}
