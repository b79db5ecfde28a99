/// The root wires every room by plain constructors and is used by none: [Antiphon] starts a
/// command, and only a command that needs a server starts Spring.
@NullMarked
package org.antiphon;

import org.jspecify.annotations.NullMarked;
