package org.antiphon.codec;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.NullUnmarked;

/// Answers one ENCODE: samples from the parent, through the filters, the encoder and the muxer,
/// back to the parent.
@NullUnmarked // FFmpeg takes null for "as you like"
final class EncodeWork {
  private static final int FRAMES = 8192;

  private final ParentPipe pipe;
  private final EncodeCommand command;
  private final CpuClock clock = new CpuClock();
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private AVCodecContext encoder;
  private AVFormatContext container;
  private AVStream stream;

  EncodeWork(ParentPipe pipe, EncodeCommand command) {
    this.pipe = pipe;
    this.command = command;
  }

  /// Answers with the CPU seconds that it took.
  byte[] run() throws IOException, CodecFailure {
    try (var file = RemoteFile.toWrite(pipe)) {
      openEncoder();
      openContainer(file);
      encode();
      check(av_write_trailer(container), "the file's end");
      avio_flush(file.context());
      file.throwIfBroken();
      return Payload.write(out -> out.writeDouble(clock.seconds()));
    } finally {
      av_packet_free(packet);
      av_frame_free(frame);
      if (encoder != null) avcodec_free_context(encoder);
      if (container != null) avformat_free_context(container);
    }
  }

  private void openEncoder() throws CodecFailure {
    Misfits.checkShape(command.from().sampleRate(), command.from().channels());
    Misfits.checkShape(command.to().sampleRate(), command.to().channels());
    var kind = command.kind();
    var codec = avcodec_find_encoder_by_name(kind.encoder);
    if (codec == null) throw refused("the encoder " + kind.encoder, AVERROR_ENCODER_NOT_FOUND());
    encoder = avcodec_alloc_context3(codec);
    encoder.sample_fmt(av_get_sample_fmt(kind.sampleFormat));
    encoder.sample_rate(command.to().sampleRate());
    av_channel_layout_default(encoder.ch_layout(), command.to().channels());
    if (command.bitRate() > 0) encoder.bit_rate(command.bitRate());
    encoder.time_base(av_make_q(1, command.to().sampleRate()));
    encoder.thread_count(1);
    encoder.strict_std_compliance(FF_COMPLIANCE_EXPERIMENTAL); // FFmpeg's own Vorbis
    encoder.flags(encoder.flags() | AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT);
    check(avcodec_open2(encoder, codec, (AVDictionary) null), "the encoder " + kind.encoder);
  }

  private void openContainer(RemoteFile file) throws CodecFailure, IOException {
    container = new AVFormatContext(null);
    check(
        avformat_alloc_output_context2(
            container, (AVOutputFormat) null, command.kind().muxer, (String) null),
        "the container " + command.kind().muxer);
    container.pb(file.context());
    // The same samples must give the same file: no date, no random serial number, no version.
    container.flags(
        container.flags()
            | AVFormatContext.AVFMT_FLAG_CUSTOM_IO
            | AVFormatContext.AVFMT_FLAG_BITEXACT);
    stream = avformat_new_stream(container, null);
    check(avcodec_parameters_from_context(stream.codecpar(), encoder), "the stream");
    stream.time_base(encoder.time_base());
    var tags = new AVDictionary(null);
    command.tags().forEach((name, value) -> av_dict_set(tags, name, value, 0));
    container.metadata(tags);
    check(avformat_write_header(container, (AVDictionary) null), "the file's header");
    file.throwIfBroken();
  }

  private void encode() throws IOException, CodecFailure {
    boolean anySize = (encoder.codec().capabilities() & AV_CODEC_CAP_VARIABLE_FRAME_SIZE) != 0;
    try (var filters = FilterChain.open(command, anySize ? 0 : encoder.frame_size())) {
      var samples = new float[FRAMES * command.from().channels()];
      for (int count = pipe.samples(samples, FRAMES);
          count > 0;
          count = pipe.samples(samples, FRAMES)) {
        filters.put(samples, count);
        drain(filters);
      }
      filters.end();
      drain(filters);
    }
    check(avcodec_send_frame(encoder, null), "the encoder's end");
    write();
  }

  private void drain(FilterChain filters) throws CodecFailure {
    while (filters.next(frame)) {
      check(avcodec_send_frame(encoder, frame), "samples");
      av_frame_unref(frame);
      write();
    }
  }

  private void write() throws CodecFailure {
    while (true) {
      int got = avcodec_receive_packet(encoder, packet);
      if (got == AVERROR_EAGAIN() || got == AVERROR_EOF()) return;
      check(got, "a packet");
      packet.stream_index(0);
      av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
      check(av_interleaved_write_frame(container, packet), "a packet");
    }
  }

  private static void check(int result, String what) throws CodecFailure {
    if (result < 0) throw refused(what, result);
  }

  private static CodecFailure refused(String what, int error) {
    return new CodecFailure(
        Fault.Code.UNREADABLE,
        "FFmpeg refuses %s: %s".formatted(what, Ffmpeg.words(error)),
        "try another encoding or bit rate");
  }
}
