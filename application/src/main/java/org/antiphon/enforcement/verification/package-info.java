/// Verification: did it really come down, and does it stay down?
///
/// In: accepted notices and the platform's word on them. Out: looks with their evidence, the states
/// SEEN_DOWN_ONCE, VERIFIED_DOWN, STILL_UP, PARTLY_DOWN and RESTORED, and figures about them. Uses
/// jobs, connectors' interface, intake, blobs, fingerprints and delivery's gate. Believes no
/// status: only what two looks saw moves a state. Start at [Verification]; the rules are
/// [LookRules].
@NullMarked
package org.antiphon.enforcement.verification;

import org.jspecify.annotations.NullMarked;
