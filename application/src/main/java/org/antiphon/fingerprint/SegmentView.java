package org.antiphon.fingerprint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.catalogue.Isrc;
import org.antiphon.catalogue.RecordingId;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;

/// Which recording and block each document of a segment belongs to. A segment's documents never
/// change, only which of them live: built once a segment.
///
/// @param serial tells open segments apart
/// @param recordingOf number, within the segment, of each document's recording
/// @param blockOf block of each document, -1 for a recording's last document
/// @param ids by number
/// @param heads the recordings' last documents, by number
/// @param frames the recordings' lengths, by number
/// @param shared by number, what each shares with recordings that came before it; most share
///   nothing
record SegmentView(
    long serial,
    int[] recordingOf,
    int[] blockOf,
    List<String> ids,
    int[] heads,
    int[] frames,
    Map<Integer, List<SharedStretch>> shared) {

  static SegmentView of(LeafReader reader, long serial) throws IOException {
    int[] recordingOf = new int[reader.maxDoc()];
    int[] blockOf = new int[reader.maxDoc()];
    var blocks = reader.getNumericDocValues(RecordingDocuments.BLOCK);
    var ids = new ArrayList<String>();
    int[] heads = new int[16];
    for (int document = 0; document < reader.maxDoc(); document++) {
      if (blocks.nextDoc() != document)
        throw new IOException("document " + document + " belongs to no recording");
      recordingOf[document] = ids.size();
      blockOf[document] = (int) blocks.longValue();
      if (blockOf[document] != RecordingDocuments.HEAD) continue;
      if (ids.size() == heads.length) heads = Arrays.copyOf(heads, 2 * heads.length);
      heads[ids.size()] = document;
      ids.add(idOf(reader, document));
    }
    return new SegmentView(
        serial,
        recordingOf,
        blockOf,
        List.copyOf(ids),
        Arrays.copyOf(heads, ids.size()),
        frames(reader, Arrays.copyOf(heads, ids.size())),
        shared(reader, recordingOf));
  }

  private static Map<Integer, List<SharedStretch>> shared(LeafReader reader, int[] recordingOf)
      throws IOException {
    var values = reader.getBinaryDocValues(RecordingDocuments.SHARED);
    if (values == null) return Map.of();
    var shared = new HashMap<Integer, List<SharedStretch>>();
    for (int head = values.nextDoc();
        head != DocIdSetIterator.NO_MORE_DOCS;
        head = values.nextDoc())
      shared.put(recordingOf[head], SharedStretch.read(values.binaryValue()));
    return Map.copyOf(shared);
  }

  private static String idOf(LeafReader reader, int head) throws IOException {
    return value(reader, RecordingDocuments.ID, head).utf8ToString();
  }

  private static BytesRef value(LeafReader reader, String field, int document) throws IOException {
    var values = reader.getBinaryDocValues(field);
    if (values == null || !values.advanceExact(document))
      throw new IOException("document " + document + " has no " + field);
    return values.binaryValue();
  }

  private static int[] frames(LeafReader reader, int[] heads) throws IOException {
    var values = reader.getNumericDocValues(RecordingDocuments.FRAMES);
    int[] frames = new int[heads.length];
    for (int i = 0; i < heads.length; i++)
      if (values.advance(heads[i]) != DocIdSetIterator.NO_MORE_DOCS)
        frames[i] = (int) values.longValue();
    return frames;
  }

  /// Peaks of a recording.
  Peaks peaks(LeafReader reader, int number) throws IOException {
    int first = number == 0 ? 0 : heads[number - 1] + 1;
    int count = 0;
    for (int document = first; document < heads[number]; document++)
      for (var r = reader(reader, document); r.hasNext(); count++) r.skip();
    var peaks =
        new Peaks(frames[number], new int[count], new int[count], new int[count], new int[count]);
    int at = 0;
    for (int document = first; document < heads[number]; document++)
      for (var r = reader(reader, document); r.hasNext(); at++) r.next(peaks, at);
    return peaks;
  }

  private PeakCoding.Reader reader(LeafReader reader, int document) throws IOException {
    return new PeakCoding.Reader(
        value(reader, RecordingDocuments.PEAKS, document), blockOf[document]);
  }

  /// What is kept of a recording.
  IndexedRecording recording(LeafReader reader, int number) throws IOException {
    var stored = reader.storedFields().document(heads[number]);
    return new IndexedRecording(
        new RecordingId(stored.get(RecordingDocuments.ID)),
        stored.get(RecordingDocuments.TITLE),
        stored.get(RecordingDocuments.ARTIST),
        Optional.ofNullable(stored.get(RecordingDocuments.ISRC)).map(Isrc::new),
        stored.getField(RecordingDocuments.SECONDS).numericValue().doubleValue(),
        stored.get(RecordingDocuments.AUDIO));
  }
}
