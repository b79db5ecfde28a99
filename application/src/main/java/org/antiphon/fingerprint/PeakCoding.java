package org.antiphon.fingerprint;

import java.io.ByteArrayOutputStream;
import org.apache.lucene.util.BytesRef;

/// The peaks of one block in few bytes: for each peak a varint of (frames since the last one, 10
/// bits of frequency), a varint of its contrast and a byte of its rank; about 5 bytes. Enough to
/// build any later index anew without the sound.
final class PeakCoding {
  private PeakCoding() {}

  /// Codes peaks `from` to `to` - 1, which lie in `block`.
  static BytesRef code(Peaks peaks, int block, int from, int to) {
    var bytes = new ByteArrayOutputStream(6 * (to - from));
    int last = block * LandmarkKey.BLOCK;
    for (int i = from; i < to; i++) {
      varint(bytes, ((peaks.t()[i] - last) << 10) | peaks.f()[i]);
      varint(bytes, peaks.contrast()[i]);
      bytes.write(peaks.rank()[i]);
      last = peaks.t()[i];
    }
    return new BytesRef(bytes.toByteArray());
  }

  private static void varint(ByteArrayOutputStream bytes, int value) {
    int rest = value;
    for (; rest > 127; rest >>>= 7) bytes.write((rest & 127) | 128);
    bytes.write(rest);
  }

  /// Reads a block's peaks one after another.
  static final class Reader {
    private final BytesRef bytes;
    private final int end;
    private int at;
    private int frame;

    Reader(BytesRef bytes, int block) {
      this.bytes = bytes;
      at = bytes.offset;
      end = bytes.offset + bytes.length;
      frame = block * LandmarkKey.BLOCK;
    }

    boolean hasNext() {
      return at < end;
    }

    /// Reads the next peak into place `i`.
    void next(Peaks into, int i) {
      int both = varint();
      frame += both >>> 10;

      into.t()[i] = frame;
      into.f()[i] = both & 0x3ff;
      into.contrast()[i] = varint();
      into.rank()[i] = bytes.bytes[at++];
    }

    /// Passes the next peak over.
    void skip() {
      varint();
      varint();
      at++;
    }

    private int varint() {
      int value = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = bytes.bytes[at++];
        value |= (b & 127) << shift;
        if (b >= 0) return value;
      }
    }
  }
}
