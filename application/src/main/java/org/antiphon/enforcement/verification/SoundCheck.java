package org.antiphon.enforcement.verification;

import java.util.UUID;
import org.antiphon.connector.RawAnswer;

/// Whether the sound that plays now is the one that the notice is about.
@FunctionalInterface
public interface SoundCheck {
  /// How the two compare.
  enum Likeness {
    /// The same, by its bytes or by its fingerprint.
    SAME,
    /// Another recording, by its fingerprint.
    OTHER,
    /// Other bytes, and nobody has compared them yet: no evidence.
    NOT_COMPARED
  }

  /// Compares.
  ///
  /// @param notice whose sound is meant
  /// @param noticed SHA-256 of that sound
  /// @param now hash and length of what plays now
  Likeness compare(UUID notice, String noticed, RawAnswer.Digest now);

  /// By bytes alone: equal bytes are the same sound, other bytes are no evidence of anything.
  static SoundCheck byBytes() {
    return (_, noticed, now) ->
        now.sha256().equals(noticed) ? Likeness.SAME : Likeness.NOT_COMPARED;
  }
}
