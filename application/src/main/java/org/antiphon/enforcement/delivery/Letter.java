package org.antiphon.enforcement.delivery;

import java.util.UUID;

/// What is sent, to whom, under which key.
///
/// @param upload our own id of the target
/// @param target the platform's own id of it
public record Letter(UUID notice, String platform, UUID upload, String target, String key) {}
