package org.antiphon.codec;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.jspecify.annotations.Nullable;

/// What the encoded packets say: their hash, where the last one ends, and whether it was cut.
final class PacketWatch {
  private final @Nullable MessageDigest digest;
  private final String container;
  private byte[] bytes = new byte[0];
  private long end;
  private boolean cut;

  private PacketWatch(String container, @Nullable MessageDigest digest) {
    this.container = container;
    this.digest = digest;
  }

  static PacketWatch hashing(String container) {
    return new PacketWatch(container, Hashes.sha256());
  }

  static PacketWatch without(String container) {
    return new PacketWatch(container, null);
  }

  void take(AVPacket packet) {
    if (packet.pts() != AV_NOPTS_VALUE) end = Math.max(end, packet.pts() + packet.duration());
    boolean framed = container.equals("mp3") || container.equals("aac");
    cut = (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
    if (digest == null && !framed) return;
    int length = framed && digest == null ? Math.min(packet.size(), 8) : packet.size();
    if (bytes.length < length) bytes = new byte[2 * length];
    packet.data().get(bytes, 0, length);
    if (framed && length >= 7) cut |= MpegFrame.length(bytes) > packet.size();
    // ADTS headers are framing, not sound: an MP4 of the same encode has none.
    int header = container.equals("aac") ? MpegFrame.adtsHeader(bytes, length) : 0;
    if (digest != null) digest.update(bytes, header, length - header);
  }

  /// In the stream's time base.
  long end() {
    return end;
  }

  /// Whether the last packet was shorter than it said.
  boolean lastWasCut() {
    return cut;
  }

  Optional<String> hash() {
    return digest == null
        ? Optional.empty()
        : Optional.of(HexFormat.of().formatHex(digest.digest()));
  }
}
