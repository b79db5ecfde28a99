package org.antiphon.intake;

import java.nio.file.Path;
import java.time.Duration;

/// How intake works.
///
/// @param crawlEvery how long after a walk that brought nothing new a feed is read again
/// @param overlap how far before the watermark a walk that only looks for news goes on
/// @param maxUpload bytes of one fetched file at most
/// @param partial folder for files that are half fetched
public record IntakeSettings(Duration crawlEvery, Duration overlap, long maxUpload, Path partial) {
  /// Ten minutes of overlap.
  public static IntakeSettings of(Duration crawlEvery, long maxUpload, Path partial) {
    return new IntakeSettings(crawlEvery, Duration.ofMinutes(10), maxUpload, partial);
  }
}
