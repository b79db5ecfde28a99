package org.antiphon.codec;

import static org.bytedeco.ffmpeg.global.avfilter.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antiphon.codec.EncodeCommand.Change;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.NullUnmarked;

/// FFmpeg's filters between our samples and an encoder: change of speed (`asetrate` + `aresample`),
/// of tempo (`atempo`), of pitch (both, against each other), and the rate, channels and sample
/// format that the encoder takes.
@NullUnmarked // FFmpeg takes null for "no options" and "no more frames"
final class FilterChain implements AutoCloseable {
  private final EncodeCommand command;
  private final AVFilterGraph graph = avfilter_graph_alloc();
  private final AVFrame in = av_frame_alloc();
  private AVFilterContext source;
  private AVFilterContext sink;
  private long sent;

  private FilterChain(EncodeCommand command) {
    this.command = command;
  }

  /// @param frameSize frames that the encoder wants at a time, 0 = any
  static FilterChain open(EncodeCommand command, int frameSize) throws CodecFailure {
    var chain = new FilterChain(command);
    try {
      chain.link();
      if (frameSize > 0) av_buffersink_set_frame_size(chain.sink, frameSize);
      return chain;
    } catch (CodecFailure | RuntimeException e) {
      chain.close();
      throw e;
    }
  }

  private void link() throws CodecFailure {
    graph.nb_threads(1);
    source = create("abuffer", sourceWords());
    var last = source;
    for (var words : filters()) {
      String[] parts = words.split("=", 2);
      var next = create(parts[0], parts[1]);
      check(avfilter_link(last, 0, next, 0), words);
      last = next;
    }
    sink = create("abuffersink", "");
    check(avfilter_link(last, 0, sink, 0), "abuffersink");
    check(avfilter_graph_config(graph, null), "the filter graph");
  }

  private AVFilterContext create(String name, String arguments) throws CodecFailure {
    var filter = avfilter_get_by_name(name);
    var context =
        filter == null
            ? null
            : avfilter_graph_alloc_filter(graph, filter, name + graph.nb_filters());
    if (context == null) throw failure(name);
    check(avfilter_init_str(context, arguments), name + "=" + arguments);
    return context;
  }

  private String sourceWords() {
    int rate = command.from().sampleRate();
    return "sample_rate=%d:sample_fmt=flt:channel_layout=%dc:time_base=1/%d"
        .formatted(rate, command.from().channels(), rate)
        .replace("channel_layout=1c", "channel_layout=mono")
        .replace("channel_layout=2c", "channel_layout=stereo")
        .replace("channel_layout=6c", "channel_layout=5.1")
        .replace("channel_layout=8c", "channel_layout=7.1");
  }

  private List<String> filters() {
    var filters = new ArrayList<String>();
    Change change = command.change();
    double higher = Math.pow(2, change.semitones() / 12);
    int rate = command.from().sampleRate();
    double faster = change.speed() * higher;
    if (faster != 1) {
      filters.add("asetrate=%d".formatted(Math.round(rate * faster)));
      filters.add("aresample=%d".formatted(rate));
    }
    double tempo = change.tempo() / higher;
    if (tempo != 1) filters.add(String.format(Locale.ROOT, "atempo=%.9f", tempo));
    filters.add("aresample=%d".formatted(command.to().sampleRate()));
    filters.add(
        "aformat=sample_fmts=%s:sample_rates=%d:channel_layouts=%s"
            .formatted(
                command.kind().sampleFormat,
                command.to().sampleRate(),
                command.to().channels() == 1 ? "mono" : "stereo"));
    return filters;
  }

  /// Sends interleaved samples in.
  void put(float[] interleaved, int samples) throws CodecFailure {
    int frames = samples / command.from().channels();
    in.nb_samples(frames);
    in.format(AV_SAMPLE_FMT_FLT);
    in.sample_rate(command.from().sampleRate());
    av_channel_layout_default(in.ch_layout(), command.from().channels());
    in.pts(sent);
    sent += frames;
    check(av_frame_get_buffer(in, 0), "a buffer for samples");
    new FloatPointer(in.data(0)).put(interleaved, 0, samples);
    // keeps the frame's content, and leaves the frame empty for the next
    check(av_buffersrc_add_frame(source, in), "the filters");
    av_frame_unref(in);
  }

  /// No more samples will come.
  void end() throws CodecFailure {
    check(av_buffersrc_add_frame(source, null), "the filters' end");
  }

  /// The next frame for the encoder; false when there is none now.
  boolean next(AVFrame frame) throws CodecFailure {
    int got = av_buffersink_get_frame(sink, frame);
    if (got == AVERROR_EAGAIN() || got == AVERROR_EOF()) return false;
    check(got, "the filters' output");
    return true;
  }

  private static void check(int result, String what) throws CodecFailure {
    if (result < 0)
      throw new CodecFailure(
          Fault.Code.UNREADABLE,
          "FFmpeg refuses %s: %s".formatted(what, Ffmpeg.words(result)),
          "try another encoding");
  }

  private static CodecFailure failure(String filter) {
    return new CodecFailure(
        Fault.Code.UNREADABLE, "this FFmpeg has no filter " + filter, "try another encoding");
  }

  @Override
  public void close() {
    av_frame_free(in);
    avfilter_graph_free(graph);
  }
}
