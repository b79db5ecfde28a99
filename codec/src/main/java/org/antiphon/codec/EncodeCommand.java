package org.antiphon.codec;

import java.util.Map;

/// A file to make of samples.
///
/// @param kind muxer and encoder
/// @param bitRate bits a second, 0 = the encoder's choice
/// @param from rate and channels of the samples that the parent will send
/// @param to rate and channels of the file
/// @param change of time and pitch before encoding
/// @param tags written into the file
public record EncodeCommand(
    Kind kind, int bitRate, Shape from, Shape to, Change change, Map<String, String> tags) {
  /// Copies the tags.
  public EncodeCommand {
    tags = Map.copyOf(tags);
  }

  /// Rate in Hz, channels.
  public record Shape(int sampleRate, int channels) {}

  /// Factors, 1 = none; semitones, 0 = none.
  public record Change(double speed, double tempo, double semitones) {}

  /// FFmpeg's names of a muxer, an encoder and the sample format that the encoder takes.
  public enum Kind {
    MP3("mp3", "libmp3lame", "fltp"),
    OPUS("opus", "libopus", "flt"),
    AAC("ipod", "aac", "fltp"),
    FLAC("flac", "flac", "s16"),
    OGG("ogg", "vorbis", "fltp"),
    WAV("wav", "pcm_s16le", "s16"),
    WAV_FLOAT("wav", "pcm_f32le", "flt");

    final String muxer;
    final String encoder;
    final String sampleFormat;

    Kind(String muxer, String encoder, String sampleFormat) {
      this.muxer = muxer;
      this.encoder = encoder;
      this.sampleFormat = sampleFormat;
    }
  }

  /// For the pipe.
  public byte[] toBytes() {
    return Payload.write(out -> {
      Payload.text(out, kind.name());
      out.writeInt(bitRate);
      out.writeInt(from.sampleRate());
      out.writeInt(from.channels());
      out.writeInt(to.sampleRate());
      out.writeInt(to.channels());
      out.writeDouble(change.speed());
      out.writeDouble(change.tempo());
      out.writeDouble(change.semitones());
      Payload.texts(out, tags);
    });
  }

  /// From the pipe.
  public static EncodeCommand from(byte[] payload) throws BrokenPipe {
    return Payload.read(
        payload,
        in ->
            new EncodeCommand(
                Kind.valueOf(Payload.text(in)),
                in.readInt(),
                new Shape(in.readInt(), in.readInt()),
                new Shape(in.readInt(), in.readInt()),
                new Change(in.readDouble(), in.readDouble(), in.readDouble()),
                Payload.texts(in)));
  }
}
