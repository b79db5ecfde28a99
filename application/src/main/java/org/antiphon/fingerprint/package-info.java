/// Fingerprint: which recording is this a copy of, from where to where, and how disguised?
///
/// In: 16 kHz mono sound. Out: an [org.antiphon.fingerprint.Identification] whose matches say
/// where, how fast, how high, and how many such matches chance alone would bring. The road:
/// spectral [org.antiphon.fingerprint.Peaks], landmarks of three peaks that neither pitch nor tempo
/// changes, votes for an alignment, its check against the recording's own peaks, and a chance
/// model. Uses config, telemetry, models, catalogue (ids only) and audio; Lucene keeps the
/// landmarks. Knows no uploads, rights or people. Start at [org.antiphon.fingerprint.Fingerprinter]
/// and [org.antiphon.fingerprint.Matcher].
@NullMarked
package org.antiphon.fingerprint;

import org.jspecify.annotations.NullMarked;
