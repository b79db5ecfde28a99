package org.antiphon.fingerprint;

import java.util.Optional;
import org.antiphon.catalogue.Isrc;
import org.antiphon.catalogue.RecordingId;

/// A recording as the index names it: enough to say what was recognised without a database.
public record RecordingRef(RecordingId id, String title, String artist, Optional<Isrc> isrc) {}
