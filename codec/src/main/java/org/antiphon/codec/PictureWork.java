package org.antiphon.codec;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.DoublePointer;
import org.jspecify.annotations.NullUnmarked;

/// Answers one PICTURE: a JPEG, PNG or WebP, whole, into one decoder and out as small RGB. No
/// demuxer is asked: the first bytes choose the decoder, and everything else is refused, so that a
/// playlist or a film dressed as a picture reaches nothing.
@NullUnmarked // FFmpeg takes null for "as you like"
final class PictureWork {
  private static final String OTHER_FILE = "give a JPEG, PNG or WebP picture";
  private static final int SMALLEST = 16;

  private final ParentPipe pipe;
  private final PictureCommand command;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private AVCodecContext decoder;

  PictureWork(ParentPipe pipe, PictureCommand command) {
    this.pipe = pipe;
    this.command = command;
  }

  PictureReport run() throws IOException, CodecFailure {
    try {
      byte[] bytes = bytes();
      open(codecOf(bytes));
      decode(bytes);
      return small();
    } finally {
      av_packet_free(packet);
      av_frame_free(frame);
      if (decoder != null) avcodec_free_context(decoder);
    }
  }

  private byte[] bytes() throws IOException, CodecFailure {
    byte[] all = new byte[Math.toIntExact(command.fileBytes())];
    for (int have = 0; have < all.length; ) {
      var part = pipe.bytesAt(have, Math.min(all.length - have, FrameWriter.MOST_PAYLOAD));
      int count = part.remaining();
      if (count == 0)
        throw new CodecFailure(Fault.Code.TRUNCATED, "ends early", "fetch it again, whole");
      part.get(all, have, count);
      have += count;
    }
    return all;
  }

  private static int codecOf(byte[] bytes) throws CodecFailure {
    if (starts(bytes, 0, 0xff, 0xd8, 0xff)) return AV_CODEC_ID_MJPEG;
    if (starts(bytes, 0, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) return AV_CODEC_ID_PNG;
    if (starts(bytes, 0, 'R', 'I', 'F', 'F') && starts(bytes, 8, 'W', 'E', 'B', 'P'))
      return AV_CODEC_ID_WEBP;
    throw new CodecFailure(Fault.Code.UNREADABLE, "is no JPEG, PNG or WebP picture", OTHER_FILE);
  }

  private static boolean starts(byte[] bytes, int at, int... magic) {
    if (bytes.length < at + magic.length) return false;
    for (int i = 0; i < magic.length; i++) if ((bytes[at + i] & 0xff) != magic[i]) return false;
    return true;
  }

  private void open(int id) throws CodecFailure {
    var codec = avcodec_find_decoder(id);
    if (codec == null) throw refused("there is no decoder for its kind");
    decoder = avcodec_alloc_context3(codec);
    decoder.thread_count(1);
    decoder.max_pixels(command.mostPixels());
    int opened = avcodec_open2(decoder, codec, (AVDictionary) null);
    if (opened < 0) throw refused("its decoder refuses it: " + Ffmpeg.words(opened));
  }

  private void decode(byte[] bytes) throws CodecFailure {
    if (av_new_packet(packet, bytes.length) < 0) throw refused("there is no memory for it");
    packet.data().put(bytes, 0, bytes.length);
    int sent = avcodec_send_packet(decoder, packet);
    if (sent >= 0) avcodec_send_packet(decoder, (AVPacket) null);
    int came = sent < 0 ? sent : avcodec_receive_frame(decoder, frame);
    // A decoder says too many pixels as "invalid argument", like any other nonsense of a header.
    if (came < 0) throw refused("it cannot be decoded: " + Ffmpeg.words(came));
    long pixels = (long) frame.width() * frame.height();
    if (pixels > command.mostPixels())
      throw new CodecFailure(
          Fault.Code.TOO_LARGE, "has %,d pixels".formatted(pixels), "make it smaller");
    if (frame.width() < SMALLEST || frame.height() < SMALLEST)
      throw refused("has only %d x %d pixels".formatted(frame.width(), frame.height()));
  }

  private PictureReport small() throws CodecFailure {
    double scale = Math.min(1, command.side() / (double) Math.max(frame.width(), frame.height()));
    int width = (int) Math.max(1, Math.round(frame.width() * scale));
    int height = (int) Math.max(1, Math.round(frame.height() * scale));
    var to = av_frame_alloc();
    SwsContext scaler =
        sws_getContext(
            frame.width(),
            frame.height(),
            frame.format(),
            width,
            height,
            AV_PIX_FMT_RGB24,
            SWS_AREA | SWS_ACCURATE_RND,
            (SwsFilter) null,
            (SwsFilter) null,
            (DoublePointer) null);
    try {
      if (scaler == null) throw refused("its kind of pixels is not known");
      to.format(AV_PIX_FMT_RGB24);
      to.width(width);
      to.height(height);
      int made = av_frame_get_buffer(to, 32);
      int scaled =
          made < 0
              ? made
              : sws_scale(
                  scaler,
                  frame.data(),
                  frame.linesize(),
                  0,
                  frame.height(),
                  to.data(),
                  to.linesize());
      if (scaled != height) throw refused("it cannot be made smaller");
      byte[] rgb = new byte[3 * width * height];
      for (int row = 0; row < height; row++)
        to.data(0).position((long) row * to.linesize(0)).get(rgb, 3 * width * row, 3 * width);
      return new PictureReport(frame.width(), frame.height(), width, height, rgb);
    } finally {
      av_frame_free(to);
      if (scaler != null) sws_freeContext(scaler);
    }
  }

  private static CodecFailure refused(String why) {
    return new CodecFailure(Fault.Code.UNREADABLE, why, OTHER_FILE);
  }
}
