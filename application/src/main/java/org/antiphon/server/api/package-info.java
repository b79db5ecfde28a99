/// API: every page's facts as JSON, and every decision as a request, under `/api/v1`.
///
/// In: requests with a key or a person's session. Out: resources as the rooms know them, lists by
/// opaque cursors. Adds no rule of its own: rooms decide, this room only asks them.
@NullMarked
package org.antiphon.server.api;

import org.jspecify.annotations.NullMarked;
