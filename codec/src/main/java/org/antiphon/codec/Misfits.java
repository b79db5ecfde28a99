package org.antiphon.codec;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_ENCRYPTION_INFO;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_ENCRYPTION_INIT_INFO;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_ENOMEM;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.NullUnmarked;

/// Files that cannot be decoded, and why: what FFmpeg says of them is one error number.
@NullUnmarked // FFmpeg gives null for "none"
final class Misfits {
  private static final String OTHER_FILE = "give a sound file, such as MP3, FLAC, WAV, Ogg or M4A";

  private Misfits() {}

  /// For a file that no demuxer opened: an MP4 whose index was cut off, or no sound at all.
  static CodecFailure cannotOpen(RemoteFile file, int error) throws IOException {
    if (error == AVERROR_ENOMEM())
      return new CodecFailure(
          Fault.Code.UNREADABLE, "its header asks for absurd amounts of memory", OTHER_FILE);
    byte[] head = file.peek(0, 64);
    if (isMp4(head) && !hasIndex(file))
      return new CodecFailure(
          Fault.Code.TRUNCATED,
          "its end, with the table of what is in it, is missing",
          "fetch the file again, whole");
    var kind = FileKind.of(head);
    if (kind.isSound())
      return new CodecFailure(
          Fault.Code.UNREADABLE,
          "begins as %s but cannot be opened: %s".formatted(kind.words(), Ffmpeg.words(error)),
          "export it again from where it came");
    return new CodecFailure(
        Fault.Code.NOT_AUDIO, "is no sound file, it looks like " + kind.words(), OTHER_FILE);
  }

  /// Refuses what no music has and what would cost absurd amounts of memory.
  static void checkShape(int sampleRate, int channels) throws CodecFailure {
    if (sampleRate < 8_000 || sampleRate > 384_000)
      throw new CodecFailure(
          Fault.Code.UNREADABLE,
          "says a sample rate of %s Hz".formatted(Integer.toUnsignedString(sampleRate)),
          "convert it to a rate of 8,000 to 384,000 Hz, or mend its header");
    if (channels < 1 || channels > 8)
      throw new CodecFailure(
          Fault.Code.UNREADABLE,
          "says it has %d channels".formatted(channels),
          "mix it down to at most 8 channels, or mend its header");
  }

  /// FairPlay (`drms`), Audible (`aavd`) and Common Encryption (`enca`, or its side data).
  static boolean isEncrypted(AVStream stream) {
    var parameters = stream.codecpar();
    for (int i = 0; i < parameters.nb_coded_side_data(); i++)
      if (parameters.coded_side_data().getPointer(i).type() == AV_PKT_DATA_ENCRYPTION_INIT_INFO)
        return true;
    return switch (fourLetters(parameters.codec_tag())) {
      case "drms", "enca", "aavd" -> true;
      default -> false;
    };
  }

  /// As [#isEncrypted], of files whose header keeps quiet about it.
  static boolean isEncrypted(AVPacket packet) {
    return av_packet_get_side_data(packet, AV_PKT_DATA_ENCRYPTION_INFO, (SizeTPointer) null)
        != null;
  }

  static CodecFailure encrypted() {
    return new CodecFailure(
        Fault.Code.ENCRYPTED,
        "the sound is protected by encryption",
        "give the distributor's master, or a recording of the playback");
  }

  private static String fourLetters(int tag) {
    var letters =
        new byte[] {(byte) tag, (byte) (tag >> 8), (byte) (tag >> 16), (byte) (tag >> 24)};
    return new String(letters, StandardCharsets.ISO_8859_1);
  }

  private static boolean isMp4(byte[] head) {
    return head.length >= 12 && new String(head, 4, 4, StandardCharsets.ISO_8859_1).equals("ftyp");
  }

  /// Walks the top-level boxes (ISO/IEC 14496-12 section 4.2).
  private static boolean hasIndex(RemoteFile file) throws IOException {
    long at = 0;
    for (int boxes = 0; boxes < 1000; boxes++) {
      byte[] head = file.peek(at, 16);
      if (head.length < 16) return false;
      if (new String(head, 4, 4, StandardCharsets.ISO_8859_1).equals("moov"))
        return at + length(head) <= file.size();
      if (length(head) < 8) return false;
      at += length(head);
    }
    return false;
  }

  private static long length(byte[] head) {
    long length = Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt());
    return length == 1 ? ByteBuffer.wrap(head).getLong(8) : length;
  }
}
