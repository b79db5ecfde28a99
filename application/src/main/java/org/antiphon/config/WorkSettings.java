package org.antiphon.config;

import java.time.Duration;

/// How work is done.
///
/// @param threads platform threads for sound; I/O runs on virtual threads
/// @param telemetry where traces of the work go
/// @param calendarScale how many times faster than real time the calendar of looks, watches and
///   reminders runs; 1 in earnest, 1,440 (a day a minute) in the demo
/// @param crawlEvery how long to wait before a platform's feed is read again
/// @param maximumUpload bytes of one fetched upload at most
public record WorkSettings(
    int threads,
    double calendarScale,
    Duration crawlEvery,
    long maximumUpload,
    TelemetrySettings telemetry) {}
