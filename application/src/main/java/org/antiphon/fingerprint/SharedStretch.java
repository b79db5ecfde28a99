package org.antiphon.fingerprint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.util.BytesRef;

/// What a recording had in common with one that was indexed before it, as the index keeps it beside
/// the later one.
///
/// @param other id of the earlier recording
/// @param here where in the later one
/// @param there where in the earlier one
record SharedStretch(String other, Span here, Span there) {
  static List<SharedStretch> of(String id, List<Match> found) {
    return found.stream()
        .filter(match -> !match.recording().id().value().equals(id))
        .map(match ->
            new SharedStretch(match.recording().id().value(), match.query(), match.reference()))
        .toList();
  }

  /// The same, asked from the earlier recording.
  SharedStretch from(String later) {
    return new SharedStretch(later, there, here);
  }

  static BytesRef code(List<SharedStretch> all) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeShort(all.size());
      for (var each : all) {
        out.writeUTF(each.other);
        out.writeDouble(each.here.from());
        out.writeDouble(each.here.to());
        out.writeDouble(each.there.from());
        out.writeDouble(each.there.to());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array does not fail
    }
    return new BytesRef(bytes.toByteArray());
  }

  static List<SharedStretch> read(BytesRef bytes) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(bytes.bytes, bytes.offset, bytes.length));
    int count = in.readUnsignedShort();
    var all = new ArrayList<SharedStretch>(count);
    for (int i = 0; i < count; i++)
      all.add(
          new SharedStretch(
              in.readUTF(),
              new Span(in.readDouble(), in.readDouble()),
              new Span(in.readDouble(), in.readDouble())));
    return all;
  }
}
