package org.antiphon.intake;

import java.util.UUID;

/// Payload of the job that fetches a sound.
///
/// @param revision which one was listed when the job was made: a newer one has a job of its own
public record FetchUpload(UUID upload, long revision) {}
