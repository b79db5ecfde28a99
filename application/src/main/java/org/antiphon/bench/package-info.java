/// Bench: how fast is it on this machine, and what does it cost beside pure decoding?
///
/// In: files of one's own or sound made from a seed. Out: rows of name, value and unit, with the
/// machine they were measured on; CPU time where it can be told, so that other load on the machine
/// says little. May use every room, as cli does. Start at the bench named like the command:
/// [org.antiphon.bench.FingerprintBench].
@NullMarked
package org.antiphon.bench;

import org.jspecify.annotations.NullMarked;
