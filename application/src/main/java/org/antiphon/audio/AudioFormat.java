package org.antiphon.audio;

/// How a file holds its sound.
///
/// @param container FFmpeg's short name of the file format, such as `mp3`, `ogg`, `mov`
/// @param codec FFmpeg's name of the codec, such as `mp3`, `opus`, `pcm_s16le`
/// @param sampleRate Hz, of the first frame
/// @param channels 1 to 8, of the first frame
/// @param bitRate bits a second as the container says, 0 where it does not
/// @param lossless whether decoding gives back exactly what was encoded
public record AudioFormat(
    String container, String codec, int sampleRate, int channels, int bitRate, boolean lossless) {}
