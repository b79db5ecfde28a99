package org.antiphon.codec;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// Whether a file was cut off: its header promised more, its last packet is shorter than it says,
/// or its last Ogg page is. A container that promises nothing and is cut between two packets cannot
/// be told from a whole one.
final class Truncation {
  /// Of the promise. Encoder delay and edit lists make honest files differ by fractions of a
  /// second.
  private static final double SLACK_SECONDS = 0.3;

  private static final int LARGEST_OGG_PAGE = 65_307;

  private Truncation() {}

  static Optional<Fault> of(SoundFile sound, PacketWatch packets, double decoded)
      throws IOException {
    double promised = sound.promisedSeconds();
    boolean early = promised - Math.max(endOf(sound, packets), decoded) > slack(promised);
    if (early && !isUnbounded(sound)) return Optional.of(fault(decoded, promised));
    if (packets.lastWasCut() && !isUnbounded(sound)) return Optional.of(fault(decoded, 0));
    if (sound.container().equals("ogg") && lastPageIsCut(sound.file()))
      return Optional.of(fault(decoded, 0));
    return Optional.empty();
  }

  private static double slack(double promised) {
    return Math.max(SLACK_SECONDS, promised * 0.001);
  }

  private static double endOf(SoundFile sound, PacketWatch packets) {
    var base = sound.stream().time_base();
    long start = sound.stream().start_time();
    long end = packets.end() - (start == AV_NOPTS_VALUE ? 0 : start);
    return end * (double) base.num() / base.den();
  }

  /// Programs that write WAV or AU into a pipe do not know the length and write the greatest
  /// number.
  private static boolean isUnbounded(SoundFile sound) throws IOException {
    if (!sound.container().equals("wav")) return false;
    byte[] head = sound.file().peek(0, 4096);
    int at = new String(head, StandardCharsets.ISO_8859_1).indexOf("data", 12);
    if (at < 0 || at + 8 > head.length) return false;
    long length = 0;
    for (int i = 3; i >= 0; i--) length = length << 8 | (head[at + 4 + i] & 0xff);
    return length >= 0x7fff_0000L;
  }

  /// RFC 3533 section 6: the page's length follows from its segment table.
  private static boolean lastPageIsCut(RemoteFile file) throws IOException {
    long from = Math.max(0, file.size() - LARGEST_OGG_PAGE);
    byte[] tail = file.peek(from, LARGEST_OGG_PAGE);
    int page = new String(tail, StandardCharsets.ISO_8859_1).lastIndexOf("OggS");
    if (page < 0) return true;
    if (page + 27 > tail.length) return true;
    int segments = tail[page + 26] & 0xff;
    if (page + 27 + segments > tail.length) return true;
    int length = 27 + segments;
    for (int i = 0; i < segments; i++) length += tail[page + 27 + i] & 0xff;
    return page + length > tail.length;
  }

  private static Fault fault(double at, double promised) {
    String end = "ends at %d:%04.1f".formatted((int) at / 60, at % 60);
    String of =
        promised > 0
            ? String.format(Locale.ROOT, " of %d:%04.1f", (int) promised / 60, promised % 60)
            : ", in the middle of a packet";
    return new Fault(Fault.Code.TRUNCATED, end + of, "fetch the file again, whole");
  }
}
