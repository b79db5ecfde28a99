package org.antiphon.catalogue;

import java.util.Optional;

/// The sound of a recording, by the names of its bytes (64 lower-case hex digits each).
///
/// @param audioSha256 the file as given, a blob
/// @param packetsSha256 its encoded packets, without container and tags
/// @param pcmSha256 its samples, of lossless sound only
/// @param peaksSha256 the fingerprint's peaks, a blob
/// @param algorithm recipe of those peaks
public record Sound(
    String audioSha256,
    Optional<String> packetsSha256,
    Optional<String> pcmSha256,
    double seconds,
    String peaksSha256,
    String algorithm) {}
