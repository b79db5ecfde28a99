/// Intake: what did platforms, folders and lists show us, and who says what it is?
///
/// In: platforms' feeds, read page by page; files and addresses given by hand. Out: an [Upload]
/// with its credits, its sound stored once as a blob, and for each sound fetched one job
/// [Intake#FETCHED] in the same transaction. Reads every feed again with overlap, since pages
/// repeat, lose entries and forget their cursors. Fetches only through outbound. Knows no
/// recordings of ours, no matches, no notices. Start at [Intake].
@NullMarked
package org.antiphon.intake;

import org.jspecify.annotations.NullMarked;
