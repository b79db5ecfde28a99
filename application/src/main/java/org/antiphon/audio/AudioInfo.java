package org.antiphon.audio;

import java.util.Map;
import java.util.Optional;
import org.antiphon.problem.Unreadable;

/// What one pass over a file found. The samples went to the sinks of the request; what could be
/// decoded before a fault was delivered, and counts here.
///
/// @param format how the file holds its sound
/// @param extent how much sound there is, and how loud
/// @param tags lower-case names (`title`, `artist`, `isrc`, ...) to values, as the file says; at
///   most 64, each cut at 4,096 characters
/// @param hashes as asked for
/// @param truncation TRUNCATED, with the time where the sound ends
/// @param cpuSeconds what the child computed for this file, all its threads
public record AudioInfo(
    AudioFormat format,
    Extent extent,
    Map<String, String> tags,
    AudioHashes hashes,
    Optional<Unreadable> truncation,
    double cpuSeconds) {

  /// Peak below this is silence: -72 dB below full scale, above the dither of 16 bits (-84 dB).
  public static final double SILENCE = 2.5e-4;

  /// Below this many seconds nothing can be said, unless an examiner asks for more.
  public static final double SHORTEST_SECONDS = 3.0;

  /// Copies the tags.
  public AudioInfo {
    tags = Map.copyOf(tags);
  }

  /// How much sound there is.
  ///
  /// @param where the file, for messages
  /// @param seconds of sound that came out, >= 0
  /// @param frames at the file's own rate
  /// @param peak greatest absolute sample, 1.0 = full scale; NaN where nothing was asked for
  /// @param damagedPackets how many packets could not be decoded and were skipped
  public record Extent(
      String where, double seconds, long frames, double peak, int damagedPackets) {}

  /// Seconds of sound that came out.
  public double seconds() {
    return extent.seconds();
  }

  /// Hz, of the first frame.
  public int sampleRate() {
    return format.sampleRate();
  }

  /// Channels of the first frame.
  public int channels() {
    return format.channels();
  }

  /// FFmpeg's name of the codec.
  public String codec() {
    return format.codec();
  }

  /// FFmpeg's short name of the file format.
  public String container() {
    return format.container();
  }

  /// See [AudioHashes].
  public Optional<String> packetsSha256() {
    return hashes.packets();
  }

  /// See [AudioHashes].
  public Optional<String> pcmSha256() {
    return hashes.pcm();
  }

  /// What keeps this sound from being examined whole: TRUNCATED, else TOO_SHORT, else SILENT.
  public Optional<Unreadable> fault() {
    return fault(SHORTEST_SECONDS);
  }

  /// As [#fault], for an examiner that needs more seconds than [#SHORTEST_SECONDS].
  public Optional<Unreadable> fault(double shortestSeconds) {
    if (truncation.isPresent()) return truncation;
    if (seconds() < shortestSeconds) return Optional.of(tooShort(shortestSeconds));
    if (extent.peak() < SILENCE) return Optional.of(silent());
    return Optional.empty();
  }

  private Unreadable tooShort(double shortestSeconds) {
    return new Unreadable(
        "TOO_SHORT",
        extent.where(),
        "holds %.1f s of sound".formatted(seconds()),
        "give at least %.0f s of it".formatted(shortestSeconds));
  }

  private Unreadable silent() {
    return new Unreadable(
        "SILENT",
        extent.where(),
        "is silent: no sample is louder than %.0f dB below full scale"
            .formatted(-20 * Math.log10(SILENCE)),
        "look whether the recording was exported with its tracks muted");
  }
}
