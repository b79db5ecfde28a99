package org.antiphon.config;

import java.time.Duration;

/// How work is done.
///
/// @param threads platform threads for sound; I/O runs on virtual threads
/// @param calendarScale seconds of ours for one second of a legal or platform clock; 1 in earnest,
///   less in the demo
/// @param crawlEvery how long to wait before a platform's feed is read again
/// @param maximumUpload bytes of one fetched upload at most
public record WorkSettings(
    int threads, double calendarScale, Duration crawlEvery, long maximumUpload) {}
