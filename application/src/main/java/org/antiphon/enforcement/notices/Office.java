package org.antiphon.enforcement.notices;

import java.net.URI;
import org.antiphon.enforcement.basis.LawBook;

/// What every notice of one installation has in common.
///
/// @param complainant who complains
/// @param base where evidence and appeal pages are served, without a slash at the end
/// @param law which form each regime needs
public record Office(Complainant complainant, URI base, LawBook law) {}
