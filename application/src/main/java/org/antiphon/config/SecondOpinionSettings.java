package org.antiphon.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Another detector of machine-made sound, asked beside ours.
///
/// @param name as pages call it
/// @param url that is POSTed to
/// @param key sent as a Bearer token
/// @param sends what leaves this machine
/// @param limits of one question
/// @param simulated a pretend service: loopback addresses are allowed for it, and only for it
/// @param fields names of the answer's fields
public record SecondOpinionSettings(
    String name,
    URI url,
    Optional<Secret> key,
    Sends sends,
    Limits limits,
    boolean simulated,
    Fields fields) {
  /// What leaves this machine.
  public enum Sends {
    /// The sound itself.
    AUDIO,
    /// The address at which the platform offers it.
    URL
  }

  /// Limits of one question.
  ///
  /// @param time from connecting to the last byte of the answer
  /// @param largest sound that is sent, bytes
  /// @param perSecond questions, all our processes together
  public record Limits(Duration time, long largest, double perSecond) {
    /// No place in flight is held for longer (see the shared limiter).
    public static final Duration LONGEST = Duration.ofSeconds(80);
  }

  /// Names of the answer's fields.
  ///
  /// @param probability a number from 0 to 1 that a machine made the sound
  /// @param artifacts a list of what was heard
  public record Fields(String probability, String artifacts) {}
}
