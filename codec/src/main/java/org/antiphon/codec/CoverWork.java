package org.antiphon.codec;

import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.jspecify.annotations.NullUnmarked;

/// Answers one COVER: the bytes of the first picture that a sound file carries beside its sound,
/// undecoded, as WRITE frames; none where it carries none or one that is too large.
@NullUnmarked // FFmpeg takes null for "as you like"
final class CoverWork {
  private static final int PART = 1 << 19;

  private final ParentPipe pipe;
  private final long fileBytes;

  CoverWork(ParentPipe pipe, byte[] payload) throws BrokenPipe {
    this.pipe = pipe;
    this.fileBytes = Payload.read(payload, in -> in.readLong());
  }

  /// Says how many bytes were written.
  byte[] run() throws IOException, CodecFailure {
    try (var file = RemoteFile.toRead(pipe, fileBytes)) {
      byte[] picture = picture(file);
      for (int at = 0; at < picture.length; at += PART) {
        int length = Math.min(PART, picture.length - at);
        pipe.out().payload(8 + length).putLong(at).put(picture, at, length);
        pipe.out().send(FrameKind.WRITE);
      }
      return Payload.write(out -> out.writeInt(picture.length));
    }
  }

  private static byte[] picture(RemoteFile file) throws IOException, CodecFailure {
    AVFormatContext container = avformat_alloc_context();
    try {
      container.pb(file.context());
      container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
      var options = new AVDictionary(null);
      av_dict_set(options, "format_whitelist", Ffmpeg.FORMATS, 0);
      av_dict_set(options, "protocol_whitelist", "none", 0);
      av_dict_set(options, "max_streams", "64", 0);
      // The header alone is read: attached pictures are there by then, and nothing is decoded.
      int opened = avformat_open_input(container, "", (AVInputFormat) null, options);
      av_dict_free(options);
      if (opened < 0) {
        container = null; // freed by FFmpeg
        file.throwIfBroken();
        throw Misfits.cannotOpen(file, opened);
      }
      for (int i = 0; i < container.nb_streams(); i++) {
        var stream = container.streams(i);
        if ((stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) == 0) continue;
        var packet = stream.attached_pic();
        int size = packet.size();
        if (size < 1 || size > PictureCommand.MOST_BYTES) continue;
        byte[] bytes = new byte[size];
        packet.data().get(bytes);
        return bytes;
      }
      return new byte[0];
    } finally {
      if (container != null) avformat_close_input(container);
    }
  }
}
