package org.antiphon.fingerprint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/// A recording as Lucene documents: one for each block of 16.384 s with the landmarks that begin in
/// it and its peaks, then one that says what the recording is. They are written as one unit and
/// stay side by side through every merge.
final class RecordingDocuments {
  static final String LANDMARKS = "landmark";
  static final String RECORDING = "recording";
  static final String ID = "id";
  static final String BLOCK = "block";
  static final String PEAKS = "peaks";
  static final String FRAMES = "frames";
  static final String TITLE = "title";
  static final String ARTIST = "artist";
  static final String ISRC = "isrc";
  static final String SECONDS = "seconds";
  static final String AUDIO = "audioSha256";
  static final String SHARED = "shared";
  static final String PEAKS_SHA = "peaksSha256";

  /// Value of [#BLOCK] in the document that comes last.
  static final int HEAD = -1;

  private static final FieldType POSITIONS = positions();

  private final LandmarkParameters parameters;
  private final LandmarkKey key;

  RecordingDocuments(LandmarkParameters parameters) {
    this.parameters = parameters;
    key = new LandmarkKey(parameters.landmarks());
  }

  List<Document> of(IndexedRecording recording, Peaks peaks, List<SharedStretch> shared) {
    var documents = new ArrayList<Document>();
    var triplets = new Triplets(parameters.landmarks());
    for (int block = 0, from = 0; from < peaks.size(); block++) {
      int to = peaks.firstAt((block + 1.0) * LandmarkKey.BLOCK);
      if (to > from) documents.add(block(recording, peaks, block, from, to, triplets));
      from = to;
    }
    documents.add(head(recording, peaks, shared));
    return documents;
  }

  private Document block(
      IndexedRecording recording, Peaks peaks, int block, int from, int to, Triplets triplets) {
    var document = new Document();
    document.add(new StringField(RECORDING, recording.id().value(), Field.Store.NO));
    document.add(new NumericDocValuesField(BLOCK, block));
    document.add(new BinaryDocValuesField(PEAKS, PeakCoding.code(peaks, block, from, to)));
    document.add(
        new Field(LANDMARKS, new BlockTokens(landmarks(peaks, from, to, triplets)), POSITIONS));
    return document;
  }

  private long[] landmarks(Peaks peaks, int from, int to, Triplets triplets) {
    var found = new long[(to - from) * parameters.landmarks().perAnchor()];
    var count = new int[1];
    triplets.each(
        peaks,
        from,
        to,
        parameters.picking().ranking().strong(),
        parameters.landmarks().perAnchor(),
        (i, j, k) -> found[count[0]++] = landmark(peaks, i, j, k));
    return Arrays.copyOf(found, count[0]);
  }

  private long landmark(Peaks peaks, int i, int j, int k) {
    int span = peaks.t()[k] - peaks.t()[i];
    int f = peaks.f()[i];
    int term = LandmarkKey.term(key.hash(peaks, i, j, k), key.classOfFrequency(f));
    return (long) key.position(peaks.t()[i], f, span) << 32 | term;
  }

  private static Document head(
      IndexedRecording recording, Peaks peaks, List<SharedStretch> shared) {
    var document = new Document();
    document.add(new StringField(RECORDING, recording.id().value(), Field.Store.NO));
    document.add(new BinaryDocValuesField(ID, new BytesRef(recording.id().value())));
    document.add(new NumericDocValuesField(BLOCK, HEAD));
    document.add(new NumericDocValuesField(FRAMES, peaks.frames()));
    document.add(new StoredField(ID, recording.id().value()));
    document.add(new StoredField(TITLE, recording.title()));
    document.add(new StoredField(ARTIST, recording.artist()));
    recording.isrc().ifPresent(isrc -> document.add(new StoredField(ISRC, isrc.code())));
    document.add(new StoredField(SECONDS, recording.seconds()));
    document.add(new StoredField(AUDIO, recording.audioSha256()));
    if (!shared.isEmpty())
      document.add(new BinaryDocValuesField(SHARED, SharedStretch.code(shared)));
    document.add(new StoredField(PEAKS_SHA, peaks.sha256()));
    return document;
  }

  private static FieldType positions() {
    var type = new FieldType();
    type.setTokenized(true);
    type.setOmitNorms(true);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    type.freeze();
    return type;
  }
}
