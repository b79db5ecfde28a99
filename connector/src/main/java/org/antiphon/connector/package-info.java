/// Connector: what a platform connector compiles against, and nothing else.
@NullMarked
package org.antiphon.connector;

import org.jspecify.annotations.NullMarked;
