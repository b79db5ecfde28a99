/// Notification: whom do we tell, and how do they know that it was us?
///
/// In: entries of the ledger, and what the root hands on. Out: webhooks after the Standard Webhooks
/// scheme, and letters to the people who work here. Knows no cases and decides nothing. Start at
/// [Webhooks] and [Mail]; [Tail] reads for both, [Sender] and [Postman] hand over.
@NullMarked
package org.antiphon.notification;

import org.jspecify.annotations.NullMarked;
