package org.antiphon.examination;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.antiphon.fingerprint.Peaks;

/// Peaks as bytes, so that an index can be built again without decoding: `APK1`, frames, count
/// (big-endian), then for each peak a varint of (frames since the last one << 10 | frequency), a
/// varint of its contrast, a byte of its rank. About 5 bytes a peak, 160 a second of sound.
public final class PeaksBlob {
  private static final int MAGIC = 0x41504B31;

  private PeaksBlob() {}

  static byte[] write(Peaks peaks) {
    try (var bytes = new ByteArrayOutputStream(12 + 6 * peaks.size());
        var out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(peaks.frames());
      out.writeInt(peaks.size());
      int last = 0;
      for (int i = 0; i < peaks.size(); i++) {
        varint(out, (long) (peaks.t()[i] - last) << 10 | peaks.f()[i]);
        varint(out, peaks.contrast()[i]);
        out.writeByte(peaks.rank()[i]);
        last = peaks.t()[i];
      }
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws IOException when it is something else
  public static Peaks read(InputStream stream) throws IOException {
    var in = new DataInputStream(new BufferedInputStream(stream));
    if (in.readInt() != MAGIC) throw new IOException("these are no peaks");
    int frames = in.readInt();
    int count = in.readInt();
    if (frames < 0 || count < 0 || count > 6L * frames + 6) throw new IOException("damaged peaks");
    var peaks = new Peaks(frames, new int[count], new int[count], new int[count], new int[count]);
    int frame = 0;
    for (int i = 0; i < count; i++) {
      long both = varint(in);
      frame = Math.toIntExact(frame + (both >>> 10));
      peaks.t()[i] = frame;
      peaks.f()[i] = (int) (both & 0x3ff);
      peaks.contrast()[i] = Math.toIntExact(varint(in));
      peaks.rank()[i] = in.readUnsignedByte();
    }
    return peaks;
  }

  private static void varint(DataOutputStream out, long value) throws IOException {
    long rest = value;
    for (; rest > 127; rest >>>= 7) out.writeByte((int) (rest & 127) | 128);
    out.writeByte((int) rest);
  }

  private static long varint(DataInputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 49; shift += 7) {
      int b = in.readUnsignedByte();
      value |= (long) (b & 127) << shift;
      if (b < 128) return value;
    }
    throw new IOException("damaged peaks");
  }
}
