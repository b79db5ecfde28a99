/// Provenance: what does a file say of itself, and can that be trusted?
///
/// In: a file, as bytes on disk. Out: an [org.antiphon.provenance.ProvenanceReport]: state, source
/// and coverage of the C2PA manifest it carries, other marks (tags, XMP), the trust it rests on,
/// and a code with a plain sentence for each finding. Nothing is fetched, nothing is decoded, and
/// what cannot be checked is never called unsigned. Uses the C2PA engine where the build made one
/// (found by ServiceLoader; absent, every answer is UNVERIFIED `engine.missing`). Knows no uploads,
/// recordings or rights, and never says "stolen". Start at [org.antiphon.provenance.Provenance].
@NullMarked
package org.antiphon.provenance;

import org.jspecify.annotations.NullMarked;
