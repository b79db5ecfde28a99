package org.antiphon.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/// Writes frames: length of the payload (int), kind (byte), CRC-32 of kind and payload (int),
/// payload; little-endian. Each frame leaves as one write, so nothing stays behind in a buffer. Not
/// thread-safe.
public final class FrameWriter {
  /// No payload is longer; a length beyond it on the wire is a lie.
  public static final int MOST_PAYLOAD = 1 << 20;

  static final int HEADER = 9;

  private final OutputStream out;
  private final CRC32 crc = new CRC32();
  private byte[] bytes = new byte[1 << 16];
  private ByteBuffer buffer = wrap(bytes);

  /// Onto this stream, which stays the caller's to close.
  public FrameWriter(OutputStream out) {
    this.out = out;
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Begins a frame: the buffer to put up to `length` bytes of payload into, then call [#send].
  public ByteBuffer payload(int length) {
    if (length > MOST_PAYLOAD) throw new IllegalArgumentException("a payload of " + length);
    if (bytes.length < HEADER + length) {
      bytes = new byte[HEADER + length];
      buffer = wrap(bytes);
    }
    buffer.clear().position(HEADER);
    return buffer;
  }

  /// Sends what was put into [#payload] since its last call.
  public void send(FrameKind kind) throws IOException {
    int end = buffer.position();
    buffer.put(4, kind.wire());
    crc.reset();
    crc.update(bytes, 4, 1);
    crc.update(bytes, HEADER, end - HEADER);
    buffer.putInt(0, end - HEADER).putInt(5, (int) crc.getValue());
    out.write(bytes, 0, end);
    out.flush();
    buffer.position(HEADER);
  }

  /// A frame with these bytes.
  public void send(FrameKind kind, byte[] payload) throws IOException {
    payload(payload.length).put(payload);
    send(kind);
  }

  /// A frame with these floats.
  public void send(FrameKind kind, float[] samples, int length) throws IOException {
    var into = payload(Math.multiplyExact(length, 4));
    into.asFloatBuffer().put(samples, 0, length);
    into.position(HEADER + length * 4);
    send(kind);
  }
}
