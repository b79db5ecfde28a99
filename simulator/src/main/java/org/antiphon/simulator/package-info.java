/// Simulator: platforms that misbehave on purpose, and their own records of what happened.
@NullMarked
package org.antiphon.simulator;

import org.jspecify.annotations.NullMarked;
