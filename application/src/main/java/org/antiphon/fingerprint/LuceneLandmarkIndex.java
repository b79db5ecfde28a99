package org.antiphon.fingerprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.problem.Refused;
import org.antiphon.problem.Unavailable;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/// Landmarks in Lucene 10: what a merge, a delete and a crash do to it is Lucene's care. A
/// recording's documents are added as one unit; the writer keeps back everything since the last
/// commit, and a close without one drops it.
final class LuceneLandmarkIndex implements LandmarkIndex {
  private static final String CATALOGUE_VERSION = "catalogueVersion";
  private static final int PEAKS_AT_HAND = 4_000_000;

  private final LandmarkParameters parameters;
  private final RecordingDocuments documents;
  private final Directory directory;
  private final @Nullable IndexWriter writer;
  private final SegmentViews segments = new SegmentViews();
  private final PeakCache cache = new PeakCache(PEAKS_AT_HAND);
  private @Nullable LuceneSnapshot latest;
  private boolean showsNothing;

  private LuceneLandmarkIndex(
      LandmarkParameters parameters, Directory directory, @Nullable IndexWriter writer) {
    this.parameters = parameters;
    this.documents = new RecordingDocuments(parameters);
    this.directory = directory;
    this.writer = writer;
  }

  static LuceneLandmarkIndex writing(Path indexes, LandmarkParameters parameters) {
    Path folder = indexes.resolve(parameters.indexVersion().directory());
    try {
      Files.createDirectories(folder);
      var directory = FSDirectory.open(folder);
      return new LuceneLandmarkIndex(parameters, directory, new IndexWriter(directory, settings()));
    } catch (LockObtainFailedException e) {
      throw new Unavailable(
          "INDEX_IN_USE",
          folder.toString(),
          "another process writes to this index",
          "ask the server that runs on this data directory, or stop it",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LuceneLandmarkIndex reading(Path indexes, LandmarkParameters parameters) {
    Path folder = indexes.resolve(parameters.indexVersion().directory());
    try {
      Files.createDirectories(folder);
      return new LuceneLandmarkIndex(parameters, FSDirectory.open(folder), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IndexWriterConfig settings() {
    var merges = new ConcurrentMergeScheduler();
    merges.setMaxMergesAndThreads(2, 1);
    // Every look-up visits every segment: few of them, at the price of merging more often.
    var few = new TieredMergePolicy();
    few.setSegmentsPerTier(3);
    few.setFloorSegmentMB(16);
    return new IndexWriterConfig()
        .setRAMBufferSizeMB(64)
        .setUseCompoundFile(false)
        .setCommitOnClose(false)
        .setMergePolicy(few)
        .setMergeScheduler(merges);
  }

  @Override
  public void add(IndexedRecording recording, Peaks peaks, List<Match> shared) {
    var unit = documents.of(recording, peaks, SharedStretch.of(recording.id().value(), shared));
    change(w -> w.updateDocuments(term(recording.id()), unit));
  }

  @Override
  public boolean remove(RecordingId id) {
    boolean held = contains(id);
    change(w -> w.deleteDocuments(term(id)));
    return held;
  }

  private static Term term(RecordingId id) {
    return new Term(RecordingDocuments.RECORDING, id.value());
  }

  @Override
  public void commit(long catalogueVersion) {
    change(w -> {
      var data = Map.of(CATALOGUE_VERSION, Long.toString(catalogueVersion));
      w.setLiveCommitData(data.entrySet());
      return w.commit();
    });
  }

  @Override
  public void settle() {
    change(w -> {
      if (w.getConfig().getMergeScheduler() instanceof ConcurrentMergeScheduler merges)
        merges.sync();
      return w.commit();
    });
  }

  /// Merges all segments into one; what is found stays the same.
  void merge() {
    change(w -> {
      w.forceMerge(1);
      return 0;
    });
  }

  /// A change of the index.
  private interface Change {
    long make(IndexWriter writer) throws IOException;
  }

  private void change(Change change) {
    if (writer == null)
      throw new Refused(
          "INDEX_READ_ONLY",
          directory.toString(),
          "this index was opened for reading",
          "open it for writing");
    try {
      change.make(writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long catalogueVersion() {
    try {
      Iterable<Map.Entry<String, String>> data =
          writer != null
              ? writer.getLiveCommitData()
              : DirectoryReader.indexExists(directory)
                  ? DirectoryReader.listCommits(directory).getLast().getUserData().entrySet()
                  : List.of();
      if (data == null) return 0;
      for (var entry : data)
        if (entry.getKey().equals(CATALOGUE_VERSION)) return Long.parseLong(entry.getValue());
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean contains(RecordingId id) {
    try (var now = snapshot()) {
      return now.ordinalOf(id.value()) >= 0;
    }
  }

  @Override
  public Optional<IndexedRecording> find(RecordingId id) {
    try (var now = snapshot()) {
      int ordinal = now.ordinalOf(id.value());
      return ordinal < 0 ? Optional.empty() : Optional.of(now.recording(ordinal));
    }
  }

  @Override
  public Optional<Peaks> peaks(RecordingId id) {
    try (var now = snapshot()) {
      int ordinal = now.ordinalOf(id.value());
      return ordinal < 0 ? Optional.empty() : Optional.of(now.peaks(ordinal));
    }
  }

  @Override
  public List<IndexedRecording> recordings() {
    try (var now = snapshot()) {
      var all = new ArrayList<IndexedRecording>(now.size());
      for (int ordinal = 0; ordinal < now.size(); ordinal++) all.add(now.recording(ordinal));
      return List.copyOf(all);
    }
  }

  @Override
  public int size() {
    try (var now = snapshot()) {
      return now.size();
    }
  }

  @Override
  public double seconds() {
    try (var now = snapshot()) {
      return now.seconds();
    }
  }

  @Override
  public LandmarkParameters parameters() {
    return parameters;
  }

  @Override
  public synchronized LuceneSnapshot snapshot() {
    try {
      var current = latest == null ? first() : next(latest);
      latest = current;
      if (!current.tryShare()) throw new IllegalStateException("the index is closed");
      return current;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LuceneSnapshot first() throws IOException {
    if (writer != null) return view(DirectoryReader.open(writer));
    if (DirectoryReader.indexExists(directory)) return view(DirectoryReader.open(directory));
    showsNothing = true;
    return view(DirectoryReader.open(empty()));
  }

  private static Directory empty() throws IOException {
    var nothing = new ByteBuffersDirectory();
    new IndexWriter(nothing, new IndexWriterConfig()).close();
    return nothing;
  }

  private LuceneSnapshot next(LuceneSnapshot current) throws IOException {
    if (showsNothing) {
      if (!DirectoryReader.indexExists(directory)) return current;
      current.close();
      showsNothing = false;
      return view(DirectoryReader.open(directory));
    }
    var newer =
        writer != null
            ? DirectoryReader.openIfChanged(current.reader(), writer)
            : DirectoryReader.openIfChanged(current.reader());
    if (newer == null) return current;
    var next = view(newer);
    current.close();
    return next;
  }

  private LuceneSnapshot view(DirectoryReader reader) throws IOException {
    return new LuceneSnapshot(reader, parameters, segments, cache);
  }

  @Override
  public synchronized void close() {
    try (directory) {
      if (latest != null) latest.close();
      latest = null;
      if (writer != null) writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
