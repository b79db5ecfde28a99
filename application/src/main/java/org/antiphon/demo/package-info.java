/// Demo: the whole story once, on this machine, with sound that is really there to be heard.
///
/// In: the excerpts of `samples/`, a seed. Out: a table counted from the simulator's own records
/// and from the plan of what was planted, never from what we believe. A client like any other: it
/// makes the uploads' sound, starts server and simulator as processes, and speaks HTTP. It plays
/// the person who listens and signs, and says so. Start at [org.antiphon.demo.Demo].
@NullMarked
package org.antiphon.demo;

import org.jspecify.annotations.NullMarked;
