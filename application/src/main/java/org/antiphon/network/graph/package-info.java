/// Spread: where else is this sound, since when, and what hangs on our having said so?
///
/// In: assessments, and by triggers every case, notice and verification. Out: the questions G1 to
/// G8, each as a record that page and API show, and the closure of what rests on a reason. A
/// reading of earlier rooms: it decides nothing, and no notice rests on a family. Start at [Graph];
/// [Families] keeps near-copies together, [Questions] holds the SQL.
@NullMarked
package org.antiphon.network.graph;

import org.jspecify.annotations.NullMarked;
