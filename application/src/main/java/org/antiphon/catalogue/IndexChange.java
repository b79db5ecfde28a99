package org.antiphon.catalogue;

import java.util.Optional;

/// What an index must do to follow the catalogue.
///
/// @param sound what to add; empty: take the recording out
/// @param version the catalogue's version of this change
public record IndexChange(Recording recording, Optional<Sound> sound, long version) {}
