/// Basis: may we act, on what ground, and why?
///
/// In: [org.antiphon.enforcement.basis.Facts] about one upload, its
/// [org.antiphon.enforcement.basis.Standing] with us, the law book, the platform's profile and a
/// day. Out: a [org.antiphon.enforcement.basis.Routing]: outcomes, and the trace of every rule that
/// fired. Pure: no clock, no database, no network; the same facts give the same answer. Uses the
/// types of catalogue, intake and examination. Knows no cases, persons or notices. Start at
/// [org.antiphon.enforcement.basis.Router].
@NullMarked
package org.antiphon.enforcement.basis;

import org.jspecify.annotations.NullMarked;
