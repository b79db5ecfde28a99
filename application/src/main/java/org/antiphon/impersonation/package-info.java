/// Impersonation: whom does an upload claim to be, and may it?
///
/// In: the credits that are shown with it ([org.antiphon.impersonation.ShownCredits]), the roster
/// of artists, and what the other examiners know ([org.antiphon.impersonation.Evidence]). Out: an
/// [org.antiphon.impersonation.Identity]: findings with their evidence, a conclusion, no legal
/// word. Pure rules over an index of names; no database, no network. Uses catalogue and intake.
/// Knows no mandates, cases or notices. Start at [org.antiphon.impersonation.Impersonation].
@NullMarked
package org.antiphon.impersonation;

import org.jspecify.annotations.NullMarked;
