/// Ledger: who did what when and why, and has nobody touched that record since?
///
/// In: an [Entry], appended in the transaction of the fact it records. Out: a Merkle tree with
/// signed heads, proofs, and the judgement of [LedgerVerifier]. It knows no room's meaning: entries
/// are canonical JSON. Uses database. Start at [Ledger]; [MerkleTree] has the arithmetic,
/// [Sequencer] the order.
@NullMarked
package org.antiphon.ledger;

import org.jspecify.annotations.NullMarked;
