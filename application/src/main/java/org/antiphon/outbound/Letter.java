package org.antiphon.outbound;

import java.time.Instant;

/// One mail to one person, plain text.
///
/// @param id makes its `Message-ID`: the same letter bears the same one however often it is sent
/// @param to an address
/// @param subject one line
/// @param at when it was written
public record Letter(String id, String to, String subject, String text, Instant at) {}
