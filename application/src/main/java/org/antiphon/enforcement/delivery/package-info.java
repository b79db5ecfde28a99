/// Delivery: is each attested notice with its platform, once?
///
/// In: attested notices, what platforms answer, call and list. Out: attempts, the platform's
/// reference, its word on each notice (as a state, an event row and a ledger entry), jobs for
/// verification. Uses jobs, database, ledger, connectors' interface, notices and the send guard of
/// cases. Does not know HTTP, nor whether anything really came down. Start at [Delivery]; the rules
/// are [SendRules].
@NullMarked
package org.antiphon.enforcement.delivery;

import org.jspecify.annotations.NullMarked;
