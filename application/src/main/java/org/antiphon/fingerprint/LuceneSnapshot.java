package org.antiphon.fingerprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.jspecify.annotations.Nullable;

/// A Lucene reader, and where each recording lies in it. Built once for each state of the index,
/// then shared; the reader lives until its last user has closed it.
final class LuceneSnapshot implements LandmarkSnapshot {
  /// Where a recording lies.
  ///
  /// @param leaf number of the segment
  /// @param number of the recording within it
  private record Place(String id, int leaf, int number) {}

  private final DirectoryReader reader;
  private final LandmarkParameters parameters;
  private final PeakCache cache;
  private final SegmentViews segments;
  private final List<SegmentView> views;
  private final int[][] ordinals;
  private final List<Place> places;
  private final Map<String, Integer> byId = new HashMap<>();
  private final SharedStretches shared = new SharedStretches();
  private final double seconds;
  private @Nullable List<HashCounts> counts;

  LuceneSnapshot(
      DirectoryReader reader, LandmarkParameters parameters, SegmentViews segments, PeakCache cache)
      throws IOException {
    this.reader = reader;
    this.parameters = parameters;
    this.cache = cache;
    this.segments = segments;
    var seen = new ArrayList<SegmentView>();
    var found = new ArrayList<Place>();
    for (var leaf : reader.leaves()) {
      var view = segments.of(leaf.reader());
      var live = leaf.reader().getLiveDocs();
      for (int number = 0; number < view.heads().length; number++)
        if (live == null || live.get(view.heads()[number]))
          found.add(new Place(view.ids().get(number), seen.size(), number));
      seen.add(view);
    }
    found.sort(Comparator.comparing(Place::id));
    views = List.copyOf(seen);
    places = List.copyOf(found);
    ordinals = new int[views.size()][];
    for (int leaf = 0; leaf < ordinals.length; leaf++) {
      ordinals[leaf] = new int[views.get(leaf).heads().length];
      Arrays.fill(ordinals[leaf], -1);
    }
    seconds = number();
  }

  private double number() {
    long frames = 0;
    for (int ordinal = 0; ordinal < places.size(); ordinal++) {
      var place = places.get(ordinal);
      ordinals[place.leaf()][place.number()] = ordinal;
      byId.put(place.id(), ordinal);
      var view = views.get(place.leaf());
      frames += view.frames()[place.number()];
      shared.add(
          place.id(),
          view.frames()[place.number()] / Peaks.RATE,
          view.shared().getOrDefault(place.number(), List.of()));
    }
    return frames / Peaks.RATE;
  }

  /// Keeps the reader open for one more user, who closes it.
  boolean tryShare() {
    return reader.tryIncRef();
  }

  DirectoryReader reader() {
    return reader;
  }

  @Override
  public int size() {
    return places.size();
  }

  @Override
  public double seconds() {
    return seconds;
  }

  /// Ordinal of a recording, -1 where it is not held.
  int ordinalOf(String id) {
    return byId.getOrDefault(id, -1);
  }

  @Override
  public IndexedRecording recording(int ordinal) {
    var place = places.get(ordinal);
    try {
      return views.get(place.leaf()).recording(leaf(place.leaf()), place.number());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Integer> holders(int ordinal, Span stretch) {
    return shared.holders(places.get(ordinal).id(), stretch).stream()
        .map(id -> byId.getOrDefault(id, -1))
        .filter(holder -> holder >= 0)
        .toList();
  }

  @Override
  public Peaks peaks(int ordinal) {
    var place = places.get(ordinal);
    var view = views.get(place.leaf());
    return cache.get(view, place.number(), () -> view.peaks(leaf(place.leaf()), place.number()));
  }

  @Override
  public boolean search(LandmarkQuery query, double querySeconds, Hits hits) {
    long budget = query.tier().budget(querySeconds, seconds);
    try {
      var segments = new ArrayList<LandmarkSearch.Segment>();
      for (int leaf = 0; leaf < ordinals.length; leaf++) {
        var terms = leaf(leaf).terms(RecordingDocuments.LANDMARKS);
        if (terms == null) continue;
        segments.add(
            new LandmarkSearch.Segment(leaf(leaf), terms, views.get(leaf), ordinals[leaf]));
      }
      return new LandmarkSearch(parameters, query, hits, budget).run(segments, counts());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized List<HashCounts> counts() throws IOException {
    if (counts == null) {
      var counted = new ArrayList<HashCounts>();
      for (int leaf = 0; leaf < ordinals.length; leaf++) {
        var terms = leaf(leaf).terms(RecordingDocuments.LANDMARKS);
        if (terms != null) counted.add(segments.counts(leaf(leaf), terms));
      }
      counts = List.copyOf(counted);
    }
    return counts;
  }

  private LeafReader leaf(int number) {
    return reader.leaves().get(number).reader();
  }

  @Override
  public void close() {
    try {
      reader.decRef();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
