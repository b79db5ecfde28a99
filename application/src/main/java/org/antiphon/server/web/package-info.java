/// Web: the pages that a person works in, rendered here and useful without scripts but for players.
///
/// In: a person's requests. Out: HTML, pictures and sound. Adds no rule of its own.
@NullMarked
package org.antiphon.server.web;

import org.jspecify.annotations.NullMarked;
