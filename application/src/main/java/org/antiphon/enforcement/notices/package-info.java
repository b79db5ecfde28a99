/// Notices: what exactly do we say to a platform, and does it hold every element that the law asks
/// for?
///
/// In: a case that may be attested, the catalogue's mandate, the complainant. Out: a
/// [org.antiphon.enforcement.notices.Notice], whose RFC 8785 bytes are what a person attests and
/// what is sent, its evidence manifest (a blob), and renderings as text and HTML that drop no
/// element. Keeps the table of notices and its states
/// ([org.antiphon.enforcement.notices.NoticeMoves]). Uses cases, catalogue, blobs, accounts,
/// database and ledger. Knows no signature keys, no network and no platform's wire. Start at
/// [org.antiphon.enforcement.notices.Notices] and [org.antiphon.enforcement.notices.Drafting].
@NullMarked
package org.antiphon.enforcement.notices;

import org.jspecify.annotations.NullMarked;
