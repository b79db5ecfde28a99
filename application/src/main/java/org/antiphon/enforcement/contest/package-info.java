/// Contest: who objects to what we sent, and how do we take it back?
///
/// In: a person's order to retract. Out: the notice withdrawn at its platform with a receipt, or
/// cancelled before it left. Uses notices, delivery for the withdrawal itself, jobs, ledger,
/// accounts. Knows no connector. Start at [org.antiphon.enforcement.contest.Retractions].
@NullMarked
package org.antiphon.enforcement.contest;

import org.jspecify.annotations.NullMarked;
