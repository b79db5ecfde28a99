package org.antiphon.intake;

import java.util.UUID;

/// Payload of [Intake#FETCHED].
///
/// @param upload whose sound is stored now
public record FetchedUpload(UUID upload) {}
