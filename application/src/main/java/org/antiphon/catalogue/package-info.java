/// Catalogue: which recordings do we act for, by what right, and where must we stay silent?
///
/// In: rows of a CSV, TSV or JSON Lines file, or one recording with the hashes of its sound. Out:
/// [org.antiphon.catalogue.Recording]s, the [org.antiphon.catalogue.Mandate]s that let us act, the
/// [org.antiphon.catalogue.Authorisation]s and [org.antiphon.catalogue.ExcludedInterval]s that
/// forbid it. Uses database and ledger: a change and its ledger entry are one transaction. Knows no
/// audio, no index and no files of sound: it keeps their SHA-256. Start at
/// [org.antiphon.catalogue.Catalogue].
@NullMarked
package org.antiphon.catalogue;

import org.jspecify.annotations.NullMarked;
