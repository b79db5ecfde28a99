package org.antiphon.fingerprint;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.Terms;

/// The views of all segments that are open; a segment that is closed is forgotten. Thread-safe.
final class SegmentViews {
  private final ConcurrentMap<IndexReader.CacheKey, SegmentView> views = new ConcurrentHashMap<>();
  private final ConcurrentMap<IndexReader.CacheKey, HashCounts> counts = new ConcurrentHashMap<>();
  private final AtomicLong serials = new AtomicLong();

  SegmentView of(LeafReader reader) throws IOException {
    var core = reader.getCoreCacheHelper();
    if (core == null) return SegmentView.of(reader, serials.incrementAndGet());
    var known = views.get(core.getKey());
    if (known != null) return known;
    var view = SegmentView.of(reader, serials.incrementAndGet());
    if (views.putIfAbsent(core.getKey(), view) == null) core.addClosedListener(views::remove);
    return view;
  }

  /// How often the segment's landmarks bear each hash.
  HashCounts counts(LeafReader reader, Terms terms) throws IOException {
    var core = reader.getCoreCacheHelper();
    if (core == null) return new HashCounts(terms);
    var known = counts.get(core.getKey());
    if (known != null) return known;
    var counted = new HashCounts(terms);
    if (counts.putIfAbsent(core.getKey(), counted) == null) core.addClosedListener(counts::remove);
    return counted;
  }
}
