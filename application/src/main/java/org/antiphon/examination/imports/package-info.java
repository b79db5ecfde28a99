/// Imports: recordings that a person hands over on a page, looked at before anything is added, and
/// taken back as far as nothing rests on them.
///
/// In: files, each with its name. Out: recordings in the catalogue, and a history that says of each
/// row what became of it. Uses the same plan and the same library as `catalogue add`. Start at
/// [org.antiphon.examination.imports.Imports].
@NullMarked
package org.antiphon.examination.imports;

import org.jspecify.annotations.NullMarked;
