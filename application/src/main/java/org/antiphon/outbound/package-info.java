/// Outbound: the only way from this program to another machine.
///
/// In: an [OutboundCall] with its [Reach] and its [Bounds]. Out: an [Outcome], always a value: a
/// whole answer, the certainty that nothing was sent, or the doubt that something was. Every name
/// is looked up once, its addresses are checked against private, local and metadata ranges, and the
/// connection goes to just those addresses, so a name that answers differently the second time
/// gains nothing. Follows no redirect by itself, repeats nothing, inflates nothing, keeps no
/// cookie, and cuts what is too long or too slow. Knows no platforms and no limits of theirs. Start
/// at [Outbound]; mail goes by [Post] to the one server that the settings name.
@NullMarked
package org.antiphon.outbound;

import org.jspecify.annotations.NullMarked;
