/// Picture: what a person can look at instead of taking our word.
///
/// In: matches with the peaks they rest on. Out: pictures as SVG text, the same bytes for the same
/// input. Knows no cases and no people. Start at [org.antiphon.picture.AlignmentPicture].
@NullMarked
package org.antiphon.picture;

import org.jspecify.annotations.NullMarked;
