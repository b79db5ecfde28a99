package org.antiphon.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// What a pass found; sent after the last samples.
///
/// @param format how the file holds its sound
/// @param extent how much came out
/// @param tags lower-case names to values
/// @param hashes as asked for
/// @param truncation the sound ends before the file said it would
/// @param cpuSeconds that this file cost the child, all threads
public record DecodeReport(
    Format format,
    Extent extent,
    Map<String, String> tags,
    Hashes hashes,
    Optional<Fault> truncation,
    double cpuSeconds) {
  /// Copies the tags.
  public DecodeReport {
    tags = Map.copyOf(tags);
  }

  /// Names by FFmpeg; rate in Hz and channels of the first frame; bits a second, 0 = not said.
  public record Format(
      String container,
      String codec,
      int sampleRate,
      int channels,
      int bitRate,
      boolean lossless) {}

  /// Seconds and frames of sound that came out, the greatest absolute sample, packets given up.
  public record Extent(double seconds, long frames, double peak, int damagedPackets) {}

  /// SHA-256, hex.
  public record Hashes(Optional<String> packets, Optional<String> pcm) {}

  /// For the pipe.
  public byte[] toBytes() {
    return Payload.write(this::write);
  }

  /// From the pipe.
  public static DecodeReport from(byte[] payload) throws BrokenPipe {
    return Payload.read(payload, DecodeReport::read);
  }

  private void write(DataOutput out) throws IOException {
    Payload.text(out, format.container());
    Payload.text(out, format.codec());
    out.writeInt(format.sampleRate());
    out.writeInt(format.channels());
    out.writeInt(format.bitRate());
    out.writeBoolean(format.lossless());
    out.writeDouble(extent.seconds());
    out.writeLong(extent.frames());
    out.writeDouble(extent.peak());
    out.writeInt(extent.damagedPackets());
    Payload.texts(out, tags);
    Payload.maybe(out, hashes.packets());
    Payload.maybe(out, hashes.pcm());
    out.writeBoolean(truncation.isPresent());
    if (truncation.isPresent()) truncation.get().write(out);
    out.writeDouble(cpuSeconds);
  }

  private static DecodeReport read(DataInput in) throws IOException {
    return new DecodeReport(
        new Format(
            Payload.text(in),
            Payload.text(in),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readBoolean()),
        new Extent(in.readDouble(), in.readLong(), in.readDouble(), in.readInt()),
        Payload.texts(in),
        new Hashes(Payload.maybe(in), Payload.maybe(in)),
        in.readBoolean() ? Optional.of(Fault.read(in)) : Optional.empty(),
        in.readDouble());
  }
}
