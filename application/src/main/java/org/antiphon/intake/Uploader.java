package org.antiphon.intake;

import java.util.Optional;

/// Who offers an upload, as the platform says.
///
/// @param id the platform's own
/// @param followers empty when the platform does not say
/// @param verified whether the platform vouches for the account; empty when it does not say
public record Uploader(
    String id, String name, Optional<Long> followers, Optional<Boolean> verified) {}
