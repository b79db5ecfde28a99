package org.antiphon.audio;

import java.time.Duration;

/// What one file may cost before it is given up. A hostile file can ask for any amount of time and
/// output; these bounds make it cost one file's share.
///
/// @param fileBytes size of the file; beyond: TOO_LARGE
/// @param sound length of the sound; beyond: TOO_LONG
/// @param outputBytes samples delivered, in bytes; beyond: TOO_LARGE
/// @param cpu time the child may compute; beyond: TIMED_OUT
/// @param wall time we wait for the child, our own work on its samples not counted; beyond:
///   TIMED_OUT, and the child is killed
/// @param stall time without a word from the child; beyond: as `wall`
public record AudioLimits(
    long fileBytes, Duration sound, long outputBytes, Duration cpu, Duration wall, Duration stall) {

  /// 12 hours of sound, 4 GiB of file, 32 GiB of samples, 20 minutes of CPU, 30 of waiting, one
  /// without a word. Twelve hours of MP3 take about two minutes of CPU.
  public static AudioLimits standard() {
    return new AudioLimits(
        4L << 30,
        Duration.ofHours(12),
        32L << 30,
        Duration.ofMinutes(20),
        Duration.ofMinutes(30),
        Duration.ofMinutes(1));
  }

  /// The same, for a sound of at most this length.
  public AudioLimits withSound(Duration longest) {
    return new AudioLimits(fileBytes, longest, outputBytes, cpu, wall, stall);
  }

  /// The same, for a file of at most this size; 500 MB is the rule for what comes from outside.
  public AudioLimits withFileBytes(long most) {
    return new AudioLimits(most, sound, outputBytes, cpu, wall, stall);
  }

  /// The same, with this much output.
  public AudioLimits withOutputBytes(long most) {
    return new AudioLimits(fileBytes, sound, most, cpu, wall, stall);
  }

  /// The same, with these times to compute, to wait in all, and to wait for a word.
  public AudioLimits withTimes(Duration mostCpu, Duration mostWall, Duration mostStall) {
    return new AudioLimits(fileBytes, sound, outputBytes, mostCpu, mostWall, mostStall);
  }
}
