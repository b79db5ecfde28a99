/// Evidence: everything about a case in one file that stands without us.
///
/// In: a case with its papers, sound, examination, delivery and ledger entries. Out: one bundle
/// (BagIt in a ZIP, signed), the same bytes for the same case at the same size of the ledger; the
/// check of a bundle without database and network ([org.antiphon.evidence.BundleVerifier]); the
/// examination once more from what a bundle holds ([org.antiphon.evidence.Rerun]). The format is
/// docs/reference/evidence-bundle.md; a second verifier that shares no line with this room is
/// docs/verify/Verify.java. Reads all rooms of the story, changes nothing but the record of
/// exports. Start at [org.antiphon.evidence.Evidence].
@NullMarked
package org.antiphon.evidence;

import org.jspecify.annotations.NullMarked;
