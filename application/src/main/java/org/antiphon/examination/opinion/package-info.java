/// A second opinion: what does another detector say of the same sound?
///
/// In: a stored assessment, its sound or the sound's address. Out: an
/// [org.antiphon.examination.opinion.Opinion] beside the assessment, with a ledger entry. It
/// changes no verdict, is no ground of anything and delays nothing: no rule reads it, and it is no
/// part of the assessment's document. Off unless settings name a service. Part of the room
/// examination. Start at [org.antiphon.examination.opinion.SecondOpinions].
@NullMarked
package org.antiphon.examination.opinion;

import org.jspecify.annotations.NullMarked;
