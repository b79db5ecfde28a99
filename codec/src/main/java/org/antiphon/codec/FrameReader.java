package org.antiphon.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/// Reads frames that [FrameWriter] wrote, believing nothing: lengths, kinds and checksums are held
/// against the rules before a payload is seen. Memory is bounded by one frame. Not thread-safe.
public final class FrameReader {
  private final InputStream in;
  private final CRC32 crc = new CRC32();
  private final byte[] header = new byte[FrameWriter.HEADER];
  private byte[] bytes = new byte[1 << 16];
  private ByteBuffer payload = ByteBuffer.allocate(0);

  /// From this stream, which stays the caller's to close.
  public FrameReader(InputStream in) {
    this.in = in;
  }

  /// Waits for the next frame and says its kind.
  ///
  /// @throws EOFException when the other side is gone, between frames or within one
  /// @throws BrokenPipe when the frame breaks a rule
  public FrameKind next() throws IOException {
    fill(header, FrameWriter.HEADER);
    var head = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    int length = head.getInt();
    if (length < 0 || length > FrameWriter.MOST_PAYLOAD)
      throw new BrokenPipe("a frame of " + length + " bytes");
    var kind = FrameKind.of(head.get());
    if (bytes.length < length) bytes = new byte[Math.max(length, 2 * bytes.length)];
    fill(bytes, length);
    crc.reset();
    crc.update(header, 4, 1);
    crc.update(bytes, 0, length);
    if ((int) crc.getValue() != head.getInt())
      throw new BrokenPipe("a checksum that does not hold");
    payload = ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN);
    return kind;
  }

  /// The payload of the last frame, valid until the next.
  public ByteBuffer payload() {
    return payload;
  }

  /// The payload as floats.
  ///
  /// @param samples grown by the caller: see the return value
  /// @return how many floats; they were copied only if `samples` holds them
  /// @throws BrokenPipe when the payload is no whole number of floats
  public int floats(float[] samples) throws BrokenPipe {
    int length = payload.remaining();
    if (length % 4 != 0) throw new BrokenPipe(length + " bytes are no floats");
    if (samples.length >= length / 4) payload.asFloatBuffer().get(samples, 0, length / 4);
    return length / 4;
  }

  private void fill(byte[] into, int length) throws IOException {
    int read = in.readNBytes(into, 0, length);
    if (read < length) throw new EOFException("the pipe ended " + (length - read) + " bytes early");
  }
}
