package org.antiphon.audio;

import java.util.Optional;

/// What is wanted from one pass over a file. Nothing that is not asked for is computed or sent: the
/// empty request decodes and throws away, which is the yardstick of `bench` ("pure decoding").
///
/// @param nativeSink samples at the file's own rate
/// @param monoSink 16 kHz mono
/// @param hashes whether the `packets` and `pcm` hashes of [AudioHashes] are computed
/// @param limits what a file may cost
public record DecodeRequest(
    Optional<NativeSink> nativeSink,
    Optional<MonoSink> monoSink,
    HashWish hashes,
    AudioLimits limits) {

  /// Whether hashes are wanted; they cost about 1 ms CPU a second of lossless sound.
  public enum HashWish {
    NONE,
    ALL
  }

  /// Decode and throw away.
  public static DecodeRequest nothing() {
    return new DecodeRequest(
        Optional.empty(), Optional.empty(), HashWish.NONE, AudioLimits.standard());
  }

  /// 16 kHz mono and nothing else.
  public static DecodeRequest mono16k(MonoSink sink) {
    return nothing().withMono16k(sink);
  }

  /// The file's own rate and channels and nothing else.
  public static DecodeRequest nativeRate(NativeSink sink) {
    return nothing().withNativeRate(sink);
  }

  /// Also 16 kHz mono.
  public DecodeRequest withMono16k(MonoSink sink) {
    return new DecodeRequest(nativeSink, Optional.of(sink), hashes, limits);
  }

  /// Also the file's own rate and channels.
  public DecodeRequest withNativeRate(NativeSink sink) {
    return new DecodeRequest(Optional.of(sink), monoSink, hashes, limits);
  }

  /// Also the hashes.
  public DecodeRequest withHashes() {
    return new DecodeRequest(nativeSink, monoSink, HashWish.ALL, limits);
  }

  /// Under these limits.
  public DecodeRequest within(AudioLimits tighter) {
    return new DecodeRequest(nativeSink, monoSink, hashes, tighter);
  }
}
