/// Cases: which uploads wait for a decision, who decided what, and where does each case stand?
///
/// In: stored assessments, and what persons found where no examiner can tell
/// ([org.antiphon.enforcement.cases.Finding]). Out: [org.antiphon.enforcement.cases.Case]s, each
/// one upload against one basis, moved only along the table of
/// [org.antiphon.enforcement.cases.CaseMoves]; every move is one transaction with its ledger entry.
/// Uses basis for the rules, catalogue for mandates and allow-lists, jobs, ledger, accounts. Knows
/// no notices, platforms' interfaces or signatures. Start at [org.antiphon.enforcement.cases.Cases]
/// and [org.antiphon.enforcement.cases.Opening].
@NullMarked
package org.antiphon.enforcement.cases;

import org.jspecify.annotations.NullMarked;
