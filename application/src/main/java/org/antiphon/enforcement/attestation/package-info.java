/// Attestation: who signs, for what exactly, and after having heard what?
///
/// In: drafted notices and the hash that a person was shown, their typed name, a fresh login, the
/// samples they opened. Out: a signed, stored [org.antiphon.enforcement.attestation.Signed]
/// statement over those hashes; in the same transaction the case is ATTESTED, the notice QUEUED,
/// the job scheduled and the ledger written. Also answers, just before sending, whether that still
/// holds ([org.antiphon.enforcement.attestation.SendGuard]). Uses accounts for persons and keys,
/// cases and notices. Knows no network. Start at
/// [org.antiphon.enforcement.attestation.Attestation].
@NullMarked
package org.antiphon.enforcement.attestation;

import org.jspecify.annotations.NullMarked;
