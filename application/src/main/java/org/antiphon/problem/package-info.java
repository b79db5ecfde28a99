/// Problem: what went wrong, where, and what to do about it.
///
/// In: nothing. Out: [org.antiphon.problem.Problem], the one root of everything that is not a bug,
/// in four kinds: yours to mend, this file or message, try again, a rule says no. The command line,
/// the API and the pages render the same four parts. Used by every room; uses none.
@NullMarked
package org.antiphon.problem;

import org.jspecify.annotations.NullMarked;
