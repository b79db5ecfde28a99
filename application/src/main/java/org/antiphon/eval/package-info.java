/// Eval: how well do the examiners do, on material whose truth is known?
///
/// In: folders and lists on one's own disk (reference recordings, disguised excerpts with what they
/// are). Out: reports in the fields of the contract, with intervals. Uses the examiners' rooms as
/// they are used in earnest; changes nothing in a catalogue. Start at
/// [org.antiphon.eval.IdentifyEvaluation].
@NullMarked
package org.antiphon.eval;

import org.jspecify.annotations.NullMarked;
