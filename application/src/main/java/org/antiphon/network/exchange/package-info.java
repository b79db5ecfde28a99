/// Exchange: verified hashes to and from partners, each with an owner, a reason, a time and a way
/// back.
///
/// In: cases that a person chose to publish; partners' feeds. Out: our own feed (a signed, tiled,
/// append-only log on the ledger's Merkle code), and for each partner's claim whether it may act.
/// One wrong record, copied to everybody, silences a musician everywhere: so nothing acts here by
/// itself, a claim alone never blocks, and a retraction is out within a minute. Start at
/// [Exchange]; [Poll] distrusts a feed, [Weighing] says what a claim may do.
@NullMarked
package org.antiphon.network.exchange;

import org.jspecify.annotations.NullMarked;
