package org.antiphon.jobs;

import java.time.Instant;

/// A job that was given up; nothing leaves the system silently.
///
/// @param payload its JSON
/// @param why the handler's word, or the last exception
public record DeadLetter(
    long id, String type, String instance, String payload, int attempts, String why, Instant at) {}
