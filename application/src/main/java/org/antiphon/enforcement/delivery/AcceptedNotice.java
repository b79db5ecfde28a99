package org.antiphon.enforcement.delivery;

import java.util.UUID;

/// A notice that a platform holds now, and that is to be watched.
public record AcceptedNotice(UUID notice) {}
