/// Screening: before an upload goes live, what should its platform do?
///
/// In: a sound, and what its platform says of it. Out: an [Advice] with its reasons, which changes
/// when its reasons change. A partner's claim alone never blocks, nor does a hash without hearing,
/// nor "made by a machine"; past its deadline the answer is ALLOW, since a rights system that is
/// down must not stop music. Start at [Screening]; [Rules] decides.
@NullMarked
package org.antiphon.network.screening;

import org.jspecify.annotations.NullMarked;
