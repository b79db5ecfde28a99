/// Notification: whom do we tell, and how do they know that it was us?
///
/// In: events of other rooms, handed on by the root. Out: webhooks after the Standard Webhooks
/// scheme. Knows no cases and decides nothing. Start at [Webhooks].
@NullMarked
package org.antiphon.notification;

import org.jspecify.annotations.NullMarked;
