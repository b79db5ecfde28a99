package org.antiphon.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Done, rate, time left and failures on stderr: a bar on a terminal, else a plain line every 10 s.
/// `scan 1,204/5,000 38× real time 4 min left 2 unreadable`. Thread-safe.
final class Progress implements AutoCloseable {
  private static final long BAR_EVERY = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LINE_EVERY = TimeUnit.SECONDS.toNanos(10);

  private final PrintStream err;
  private final String what;
  private final int total;
  private final boolean shown;
  private final boolean bar;
  private final long began = System.nanoTime();
  private long lastShown = began;
  private int done;
  private int failed;
  private double audioSeconds;
  private boolean drawn;

  Progress(PrintStream err, String what, int total, boolean shown, boolean bar) {
    this.err = err;
    this.what = what;
    this.total = total;
    this.shown = shown;
    this.bar = bar;
  }

  /// One input is done.
  ///
  /// @param seconds of sound in it
  synchronized void done(double seconds) {
    done++;
    audioSeconds += seconds;
    show();
  }

  /// One input could not be examined.
  synchronized void failed() {
    done++;
    failed++;
    show();
  }

  private void show() {
    long now = System.nanoTime();
    if (!shown || now - lastShown < (bar ? BAR_EVERY : LINE_EVERY)) return;
    lastShown = now;
    if (bar) err.print("\r\u001B[K" + line(now - began));
    else err.println(line(now - began));
    err.flush();
    drawn = bar;
  }

  private String line(long nanoseconds) {
    double elapsed = nanoseconds / 1e9;
    var line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%s  %,d/%,d", what, done, total));
    if (audioSeconds > 0)
      line.append(String.format(Locale.ROOT, "  %.0f× real time", audioSeconds / elapsed));
    line.append("  ").append(inWords(elapsed * (total - done) / Math.max(1, done))).append(" left");
    if (failed > 0) line.append("  ").append(failed).append(" unreadable");
    return line.toString();
  }

  private static String inWords(double seconds) {
    return seconds < 90 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
  }

  /// Wipes the bar, so that what is written next stands on a clean line.
  synchronized void clear() {
    if (drawn) err.print("\r\u001B[K");
    drawn = false;
    err.flush();
  }

  @Override
  public void close() {
    clear();
  }
}
