/// Detection: was the sound rendered by a neural decoder, and how do we know?
///
/// In: sound at its own rate. Out: a verdict that abstains, with the comb's teeth, controls and
/// readings; and words that say what it does not show. Uses audio's transform. Knows no uploads and
/// no catalogue. The statistic is the coherent comb: strided decoders leave lines at every multiple
/// of rate / stride, locked to the sample clock for the whole file. Start at
/// [org.antiphon.detection.Detector].
@NullMarked
package org.antiphon.detection;

import org.jspecify.annotations.NullMarked;
