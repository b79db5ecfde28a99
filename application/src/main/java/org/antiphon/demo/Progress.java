package org.antiphon.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Tells what happens, one line at a time, with the time since the start; silent where the answer
/// is JSON.
public final class Progress {
  private final PrintStream out;
  private final InstantSource clock;
  private final Instant began;

  /// Begins to count now.
  ///
  /// @param out where people read; standard error
  public Progress(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    this.began = clock.instant();
  }

  void say(String what) {
    var passed = passed();
    out.printf("  %d:%02d  %s%n", passed.toMinutes(), passed.toSecondsPart(), what);
    out.flush();
  }

  Duration passed() {
    return Duration.between(began, clock.instant());
  }
}
