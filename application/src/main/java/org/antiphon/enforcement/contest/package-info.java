/// Contest: who objects to what we sent, how is it answered, how do we take it back?
///
/// In: objections of accused creators ([org.antiphon.enforcement.contest.Appeals]), counter-notices
/// that platforms forward ([org.antiphon.enforcement.contest.CounterNotices]), orders to retract.
/// Out: answers with dates, notices withdrawn at every recipient with receipts
/// ([org.antiphon.enforcement.contest.Retractions]), pauses where too much was wrong
/// ([org.antiphon.enforcement.contest.Turns]). Uses cases, notices, delivery for the withdrawal
/// itself, jobs, ledger, accounts. Knows no connector and no pages.
@NullMarked
package org.antiphon.enforcement.contest;

import org.jspecify.annotations.NullMarked;
