package org.antiphon.codec;

import static org.bytedeco.ffmpeg.global.avcodec.av_codec_is_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.av_codec_iterate;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.NullUnmarked;

/// What FFmpeg's libraries may do here.
@NullUnmarked // FFmpeg takes and gives null for "from the start" and "no more"
final class Ffmpeg {
  /// Containers that music comes in. Playlists, devices, image sequences and everything that opens
  /// other files or addresses is left out.
  static final String FORMATS =
      "mp3,flac,ogg,wav,w64,aiff,mov,mp4,m4a,3gp,3g2,mj2,aac,matroska,webm,asf,ape,wv,tta,caf,au,"
          + "amr,mpc,mpc8,dsf,iff,ac3,eac3,dts,dtshd,mpegts,mpeg,avi,flv,voc,oma,loas,tak,mpegvideo,"
          + "rm,nut,sox,truehd";

  private Ffmpeg() {}

  /// Loads the libraries, and silences them: FFmpeg writes to stderr about every oddity of a file,
  /// and nobody reads it.
  static void load() {
    Loader.load(swresample.class);
    Loader.load(avcodec.class);
    Loader.load(avformat.class);
    Loader.load(swscale.class);
    av_log_set_level(AV_LOG_QUIET);
  }

  /// Loads what only encoding needs, too.
  static void loadAll() {
    load();
    Loader.load(avfilter.class);
  }

  /// Names of all audio decoders: with this list the libraries refuse to open any other, so a
  /// picture or a film beside the sound never reaches a decoder.
  static String audioDecoders() {
    var names = new StringJoiner(",");
    try (var state = new PointerPointer<Pointer>(1)) {
      state.put(0, (Pointer) null);
      for (var codec = av_codec_iterate(state); codec != null; codec = av_codec_iterate(state))
        if (codec.type() == AVMEDIA_TYPE_AUDIO && av_codec_is_decoder(codec) != 0)
          names.add(codec.name().getString());
    }
    return names.toString();
  }

  /// FFmpeg's words for one of its error numbers.
  static String words(int error) {
    try (var text = new BytePointer(128)) {
      av_strerror(error, text, 128);
      String padded = text.getString(); // all 128 bytes
      int end = padded.indexOf(0);
      return (end < 0 ? padded : padded.substring(0, end)).toLowerCase(Locale.ROOT);
    }
  }

  /// Adds a dictionary's entries under lower-case names, the first of a name wins.
  static void tags(AVDictionary dictionary, Map<String, String> into) {
    AVDictionaryEntry entry = null;
    try (var all = new BytePointer("")) {
      while (dictionary != null && into.size() < 64) {
        entry = av_dict_get(dictionary, all, entry, 2); // AV_DICT_IGNORE_SUFFIX: every entry
        if (entry == null) break;
        String name = clean(entry.key(), 64).toLowerCase(Locale.ROOT);
        into.putIfAbsent(name.equals("tsrc") ? "isrc" : name, clean(entry.value(), 4096));
      }
    }
  }

  /// A hostile tag can be megabytes of control characters.
  private static String clean(BytePointer text, int most) {
    if (text == null) return "";
    byte[] bytes = new byte[(int) Math.min(BytePointer.strlen(text), 4L * most)];
    text.get(bytes);
    String whole = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    String plain = whole.replaceAll("[\\p{Cc}&&[^\\n\\t]]", "");
    return plain.length() > most ? plain.substring(0, most) : plain;
  }
}
