/// Simulator: does a takedown client do no harm when platforms misbehave?
///
/// In: a folder of uploads with their truth, a seed, faults. Out: platforms over real HTTP
/// (`simulator/openapi.yaml`) and a report counted from what reached them and from the truth alone.
/// Uses the JDK and Jackson. Knows no client: nothing here is shared with the product, so that both
/// cannot be wrong together. Start at [Simulator]; then [Platform], [Fault] and [Report].
@NullMarked
package org.antiphon.simulator;

import org.jspecify.annotations.NullMarked;
