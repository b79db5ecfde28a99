/// Server: HTTP for people and programs, and who may come in.
///
/// In: requests; controllers handed over by the root as objects. Out: answers, each problem in the
/// same four parts as everywhere (RFC 9457 for programs, a page for people). Uses every room up to
/// notification; the API stands in `server.api`, the pages in `server.web`. Start at
/// [org.antiphon.server.WebServer].
@NullMarked
package org.antiphon.server;

import org.jspecify.annotations.NullMarked;
