package org.antiphon.codec;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.jspecify.annotations.NullUnmarked;

/// An opened file: its demuxer, its first audio stream, and that stream's decoder.
@NullUnmarked // FFmpeg takes null for "as you like"
final class SoundFile implements AutoCloseable {
  private static final String OTHER_FILE = "give a sound file, such as MP3, FLAC, WAV, Ogg or M4A";

  private final RemoteFile file;
  private AVFormatContext container;
  private AVCodecContext decoder;
  private AVStream stream;

  private SoundFile(RemoteFile file) {
    this.file = file;
  }

  /// Opens demuxer and decoder.
  static SoundFile open(RemoteFile file, String decoders) throws CodecFailure, IOException {
    var sound = new SoundFile(file);
    try {
      sound.openContainer(decoders);
      sound.chooseStream();
      sound.openDecoder(decoders);
      return sound;
    } catch (CodecFailure | IOException | RuntimeException e) {
      sound.close();
      throw e;
    }
  }

  private void openContainer(String decoders) throws CodecFailure, IOException {
    file.rewind();
    container = avformat_alloc_context();
    container.pb(file.context());
    container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
    var options = new AVDictionary(null);
    av_dict_set(options, "format_whitelist", Ffmpeg.FORMATS, 0);
    av_dict_set(options, "protocol_whitelist", "none", 0);
    av_dict_set(options, "codec_whitelist", decoders, 0);
    av_dict_set(options, "max_streams", "64", 0);
    int opened = avformat_open_input(container, "", (AVInputFormat) null, options);
    av_dict_free(options);
    if (opened < 0) {
      container = null; // freed by FFmpeg
      file.throwIfBroken();
      throw Misfits.cannotOpen(file, opened);
    }
    int found = avformat_find_stream_info(container, (AVDictionary) null);
    file.throwIfBroken();
    if (found < 0) throw Misfits.cannotOpen(file, found);
  }

  private void chooseStream() throws CodecFailure {
    for (int i = 0; i < container.nb_streams(); i++) {
      var candidate = container.streams(i);
      if (stream == null && candidate.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO)
        stream = candidate;
      else candidate.discard(AVDISCARD_ALL);
    }
    if (stream == null)
      throw new CodecFailure(
          Fault.Code.NOT_AUDIO,
          "holds no sound" + (container.nb_streams() > 0 ? ", only pictures or text" : ""),
          OTHER_FILE);
    if (Misfits.isEncrypted(stream)) throw Misfits.encrypted();
  }

  private void openDecoder(String decoders) throws CodecFailure {
    var parameters = stream.codecpar();
    var codec = avcodec_find_decoder(parameters.codec_id());
    if (codec == null)
      throw new CodecFailure(
          Fault.Code.UNREADABLE,
          "no decoder for its codec " + avcodec_get_name(parameters.codec_id()).getString(),
          "convert it to FLAC or WAV first");
    Misfits.checkShape(parameters.sample_rate(), parameters.ch_layout().nb_channels());
    decoder = avcodec_alloc_context3(codec);
    avcodec_parameters_to_context(decoder, parameters);
    decoder.pkt_timebase(stream.time_base());
    decoder.thread_count(1);
    var options = new AVDictionary(null);
    av_dict_set(options, "codec_whitelist", decoders, 0);
    int opened = avcodec_open2(decoder, codec, options);
    av_dict_free(options);
    if (opened < 0)
      throw new CodecFailure(
          Fault.Code.UNREADABLE,
          "its decoder refuses it: " + Ffmpeg.words(opened),
          "export it again from where it came");
  }

  AVCodecContext decoder() {
    return decoder;
  }

  AVStream stream() {
    return stream;
  }

  RemoteFile file() {
    return file;
  }

  /// The next packet of the sound; false at the end. A read error ends the sound as a cut would.
  boolean read(AVPacket packet) throws IOException {
    while (true) {
      int read = av_read_frame(container, packet);
      file.throwIfBroken();
      if (read < 0) return false;
      if (packet.stream_index() == stream.index()) return true;
      av_packet_unref(packet);
    }
  }

  String container() {
    return container.iformat().name().getString().split(",", 2)[0];
  }

  String codec() {
    return avcodec_get_name(stream.codecpar().codec_id()).getString();
  }

  boolean isLossless() {
    var about = avcodec_descriptor_get(stream.codecpar().codec_id());
    return about != null
        && (about.props() & AV_CODEC_PROP_LOSSLESS) != 0
        && (about.props() & AV_CODEC_PROP_LOSSY) == 0;
  }

  int bitRate() {
    long rate = stream.codecpar().bit_rate();
    return Math.clamp(rate > 0 ? rate : container.bit_rate(), 0, Integer.MAX_VALUE);
  }

  /// Seconds that the file's own header promises; 0 where it promises nothing. FFmpeg's estimates
  /// from sizes or time stamps are no promise.
  double promisedSeconds() {
    if (container.duration_estimation_method() != AVFMT_DURATION_FROM_STREAM) return 0;
    if (container().equals("ogg")) return 0; // read from the last page, not promised
    if (stream.duration() > 0)
      return stream.duration() * (double) stream.time_base().num() / stream.time_base().den();
    return 0;
  }

  Map<String, String> tags() {
    var tags = new LinkedHashMap<String, String>();
    Ffmpeg.tags(container.metadata(), tags);
    Ffmpeg.tags(stream.metadata(), tags);
    return tags;
  }

  @Override
  public void close() {
    if (decoder != null) avcodec_free_context(decoder);
    if (container != null) avformat_close_input(container);
    decoder = null;
    container = null;
  }
}
