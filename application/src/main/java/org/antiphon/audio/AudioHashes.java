package org.antiphon.audio;

import java.util.Optional;

/// Two names for the same sound, each 64 lower-case hex digits of SHA-256.
///
/// @param packets over the encoded packets of the first audio stream, without container or tags:
///   equal for the same encode, re-tagged or remuxed (ADTS headers and the Xing frame are no
///   packets)
/// @param pcm the master hash, only of lossless sound: over `antiphon-pcm-v1`, rate, channels,
///   bits, frames and the samples in the fewest of 8, 16, 24, 32 bits that lose nothing
public record AudioHashes(Optional<String> packets, Optional<String> pcm) {
  static AudioHashes none() {
    return new AudioHashes(Optional.empty(), Optional.empty());
  }
}
