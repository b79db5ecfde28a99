package org.antiphon.examination;

import org.antiphon.audio.AudioInfo;
import org.antiphon.fingerprint.Peaks;

/// What one pass over a file gave. A fingerprint file gives peaks without any sound.
record Heard(AudioInfo info, Peaks peaks) {
  static final String PRINT = "afp";

  /// Whether the peaks came from a fingerprint file.
  boolean isPrint() {
    return info.container().equals(PRINT);
  }
}
