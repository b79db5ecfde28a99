package org.antiphon.provenance;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file read at places, through one block of 64 KiB; what lies beyond its end reads as zero, so
/// that a parser needs no special case: it compares lengths with [#length].
final class FileBytes implements Closeable {
  private static final int BLOCK = 1 << 16;
  private final FileChannel channel;
  private final long length;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
  private long from = -1;
  private int held;

  FileBytes(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    length = channel.size();
  }

  long length() {
    return length;
  }

  /// One byte, 0 to 255.
  int at(long position) throws IOException {
    if (position < 0 || position >= length) return 0;
    if (from < 0 || position < from || position >= from + held) {
      from = position / BLOCK * BLOCK;
      held = fill(block.clear(), from);
    }
    return position < from + held ? block.get((int) (position - from)) & 0xFF : 0;
  }

  private int fill(ByteBuffer into, long position) throws IOException {
    int total = 0;
    while (into.hasRemaining()) {
      int read = channel.read(into, position + total);
      if (read < 0) break;
      total += read;
    }
    return total;
  }

  long bigEndian(long position, int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) value = (value << 8) | at(position + i);
    return value;
  }

  long littleEndian(long position, int bytes) throws IOException {
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) value = (value << 8) | at(position + i);
    return value;
  }

  /// Four times seven bits, as ID3v2.4 counts.
  long syncSafe(long position) throws IOException {
    long value = 0;
    for (int i = 0; i < 4; i++) value = (value << 7) | (at(position + i) & 0x7F);
    return value;
  }

  /// Whether these ASCII characters stand there.
  boolean says(long position, String text) throws IOException {
    for (int i = 0; i < text.length(); i++) if (at(position + i) != text.charAt(i)) return false;
    return true;
  }

  /// A copy; shorter where the file ends.
  byte[] read(long position, long bytes) throws IOException {
    int count = Math.toIntExact(Math.clamp(bytes, 0, Math.max(0, length - position)));
    var into = ByteBuffer.allocate(count);
    int filled = fill(into, position);
    return filled == count ? into.array() : java.util.Arrays.copyOf(into.array(), filled);
  }

  /// ISO 8859-1, so that each byte is one character.
  String latin(long position, long bytes) throws IOException {
    return new String(read(position, bytes), StandardCharsets.ISO_8859_1);
  }

  FileChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
