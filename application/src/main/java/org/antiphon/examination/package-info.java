/// Examination: what do the examiners, together, know about this sound?
///
/// In: a file, or an upload that intake has fetched. Out: an [org.antiphon.examination.Assessment]:
/// facts with evidence and a conclusion, no legal word in it, the same bytes for the same input and
/// versions. Keeps the library of reference sound (file, peaks, index) in step with the catalogue.
/// Uses every examiner's room, catalogue, blobs, jobs and ledger. Knows no mandates, cases or
/// notices. Start at [org.antiphon.examination.Examiner] and
/// [org.antiphon.examination.ReferenceLibrary].
@NullMarked
package org.antiphon.examination;

import org.jspecify.annotations.NullMarked;
