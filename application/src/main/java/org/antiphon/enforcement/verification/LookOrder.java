package org.antiphon.enforcement.verification;

import java.util.UUID;

/// Look at what this notice is about, if a look is due.
public record LookOrder(UUID notice) {}
