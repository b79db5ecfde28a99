package org.antiphon.codec;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FORCE;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avformat.avio_seek;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EIO;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/// A file as FFmpeg's I/O context, read from or written to the parent over the pipe: the child
/// needs no right to open anything. One at a time; the callbacks' native trampolines are scarce, so
/// they are freed with it.
@NullUnmarked // FFmpeg takes null for every callback that is not wanted
final class RemoteFile implements AutoCloseable {
  private static final int BUFFER = 1 << 17;
  private static final int SEEK_CUR = 1;
  private static final int SEEK_END = 2;

  private final ParentPipe pipe;
  private final AVIOContext context;
  private final Reading reading = new Reading();
  private final Writing writing = new Writing();
  private final Seeking seeking = new Seeking();
  private long size;
  // not "position": the callbacks inherit a field of that name from Pointer
  private long cursor;
  private @Nullable IOException broken;

  private RemoteFile(ParentPipe pipe, long size, boolean write) {
    this.pipe = pipe;
    this.size = size;
    var buffer = new BytePointer(av_malloc(BUFFER));
    this.context =
        avio_alloc_context(
            buffer,
            BUFFER,
            write ? 1 : 0,
            null,
            write ? null : reading,
            write ? writing : null,
            seeking);
  }

  static RemoteFile toRead(ParentPipe pipe, long size) {
    return new RemoteFile(pipe, size, false);
  }

  static RemoteFile toWrite(ParentPipe pipe) {
    return new RemoteFile(pipe, 0, true);
  }

  AVIOContext context() {
    return context;
  }

  long size() {
    return size;
  }

  /// Part of the file, beside FFmpeg's own reading.
  byte[] peek(long offset, int length) throws IOException {
    ByteBuffer bytes = pipe.bytesAt(offset, length);
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  /// Back to the beginning, for a second reading.
  void rewind() throws IOException {
    avio_seek(context, 0, 0);
    throwIfBroken();
  }

  /// A callback cannot throw through FFmpeg: what went wrong with the pipe in one is thrown here.
  void throwIfBroken() throws IOException {
    if (broken != null) throw broken;
  }

  @Override
  public void close() {
    av_free(context.buffer());
    avio_context_free(context);
    reading.deallocate();
    writing.deallocate();
    seeking.deallocate();
  }

  private final class Reading extends Read_packet_Pointer_BytePointer_int {
    @Override
    public int call(Pointer opaque, BytePointer into, int length) {
      if (broken != null) return AVERROR_EIO();
      try {
        var bytes = pipe.bytesAt(cursor, Math.min(length, FrameWriter.MOST_PAYLOAD));
        int count = bytes.remaining();
        if (count == 0) return AVERROR_EOF;
        into.put(bytes.array(), bytes.arrayOffset() + bytes.position(), count);
        cursor += count;
        return count;
      } catch (IOException e) {
        broken = e;
        return AVERROR_EIO();
      }
    }
  }

  private final class Writing extends Write_packet_Pointer_BytePointer_int {
    @Override
    public int call(Pointer opaque, BytePointer from, int length) {
      if (broken != null) return AVERROR_EIO();
      try {
        byte[] bytes = new byte[length];
        from.get(bytes);
        pipe.out().payload(8 + length).putLong(cursor).put(bytes);
        pipe.out().send(FrameKind.WRITE);
        cursor += length;
        size = Math.max(size, cursor);
        return length;
      } catch (IOException e) {
        broken = e;
        return AVERROR_EIO();
      }
    }
  }

  private final class Seeking extends Seek_Pointer_long_int {
    @Override
    public long call(Pointer opaque, long offset, int whence) {
      int how = whence & ~AVSEEK_FORCE;
      if (how == AVSEEK_SIZE) return size;
      long to = offset + (how == SEEK_CUR ? cursor : how == SEEK_END ? size : 0);
      if (to < 0) return AVERROR_EIO();
      cursor = to;
      return to;
    }
  }
}
