package org.antiphon.audio;

import java.util.Map;

/// What file to make of samples, and what to do to them on the way.
///
/// @param encoding the kind of file
/// @param bitRate bits a second; 0 = the encoder's own choice; ignored by FLAC and WAV
/// @param sampleRate Hz of the file; 0 = the samples' own (Opus: 48,000 whatever is said)
/// @param channels of the file, 1 or 2; 0 = the samples' own
/// @param transformation applied before encoding
/// @param tags written into the file
public record EncodeRequest(
    Encoding encoding,
    int bitRate,
    int sampleRate,
    int channels,
    Transformation transformation,
    Map<String, String> tags) {
  /// Copies the tags.
  public EncodeRequest {
    tags = Map.copyOf(tags);
  }

  /// This kind of file at this bit rate; nothing else is changed.
  public static EncodeRequest to(Encoding encoding, int bitRate) {
    return new EncodeRequest(encoding, bitRate, 0, 0, Transformation.none(), Map.of());
  }

  /// The same, transformed first.
  public EncodeRequest after(Transformation before) {
    return new EncodeRequest(encoding, bitRate, sampleRate, channels, before, tags);
  }

  /// The same at this rate (Hz) with this many channels.
  public EncodeRequest at(int rate, int count) {
    return new EncodeRequest(encoding, bitRate, rate, count, transformation, tags);
  }

  /// The same with these tags.
  public EncodeRequest tagged(Map<String, String> names) {
    return new EncodeRequest(encoding, bitRate, sampleRate, channels, transformation, names);
  }
}
