package org.antiphon.examination;

import java.util.UUID;

/// Payload of [Examination#ASSESSED].
///
/// @param assessment that was stored in the same transaction
public record AssessedUpload(UUID upload, UUID assessment) {}
