/// Cli: what was asked for on the command line, and how is the answer shown?
///
/// In: arguments and streams. Out: text or JSON on stdout, everything else on stderr, an exit code
/// (0 done, 1 internal fault, 2 usage, 3 some inputs, 4 environment, 10 a check that fails, 130
/// interrupted). May use every room; opens only those that a command needs, and no command but
/// `serve` and `demo` starts Spring. Start at [org.antiphon.cli.Cli].
@NullMarked
package org.antiphon.cli;

import org.jspecify.annotations.NullMarked;
