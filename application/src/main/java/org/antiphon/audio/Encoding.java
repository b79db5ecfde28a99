package org.antiphon.audio;

/// A kind of file that we can write.
public enum Encoding {
  /// By LAME.
  MP3("mp3", "audio/mpeg"),
  /// In Ogg, by libopus; always 48 kHz inside.
  OPUS("opus", "audio/ogg"),
  /// AAC-LC in MP4, by FFmpeg's own encoder.
  AAC("m4a", "audio/mp4"),
  /// 16 bit.
  FLAC("flac", "audio/flac"),
  /// Vorbis in Ogg, by FFmpeg's own encoder, which is weak below 96 kbit/s and knows only stereo.
  OGG("ogg", "audio/ogg"),
  /// 16-bit integers; no dither.
  WAV("wav", "audio/wav"),
  /// 32-bit floats in WAV: nothing is lost or clipped.
  WAV_FLOAT("wav", "audio/wav");

  private final String extension;
  private final String mediaType;

  Encoding(String extension, String mediaType) {
    this.extension = extension;
    this.mediaType = mediaType;
  }

  /// File name ending, without the dot.
  public String extension() {
    return extension;
  }

  /// Media type for HTTP.
  public String mediaType() {
    return mediaType;
  }
}
