/// Codec: file to PCM, and PCM to file, in a child process; the only place with native codecs.
@NullMarked
package org.antiphon.codec;

import org.jspecify.annotations.NullMarked;
