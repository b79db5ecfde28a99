/// Accounts: who is a person here, what may they do, and how do they prove it?
///
/// In: names, passwords, keys. Out: a [Person] with roles, a [Session], an [ApiKey], a signature.
/// Every login of a person, failed ones too, is in the ledger. Knows no case or notice. Uses
/// database and ledger. Start at [Accounts]; [Duties] says what one person may not do alone.
@NullMarked
package org.antiphon.accounts;

import org.jspecify.annotations.NullMarked;
