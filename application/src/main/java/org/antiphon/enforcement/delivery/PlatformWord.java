package org.antiphon.enforcement.delivery;

import java.util.UUID;

/// A platform said something new of a notice; look soon.
///
/// @param version of its object, the newest that we know
public record PlatformWord(UUID notice, long version) {}
