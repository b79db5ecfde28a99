package org.antiphon.examination;

import org.antiphon.audio.AudioInfo;
import org.antiphon.fingerprint.Peaks;

/// What one pass over a file gave.
record Heard(AudioInfo info, Peaks peaks) {}
