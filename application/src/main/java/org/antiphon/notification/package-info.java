/// Notification: whom do we tell, and how do they know that it was us?
///
/// In: entries of the ledger, and what the root hands on. Out: webhooks after the Standard Webhooks
/// scheme. Knows no cases and decides nothing. Start at [Webhooks]; [Tail] reads, [Sender] sends.
@NullMarked
package org.antiphon.notification;

import org.jspecify.annotations.NullMarked;
