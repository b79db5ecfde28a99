package org.antiphon.audio;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.antiphon.codec.BrokenPipe;

/// A child's output, with the time that we waited for it: in this file, and since its last word.
/// Our own work between two reads does not count against the child. Read by one thread, looked at
/// by the watch.
final class PatientStream extends FilterInputStream {
  private static final long NOT_WAITING = Long.MIN_VALUE;

  private volatile long waitingSince = NOT_WAITING;
  private volatile long waitedBefore;

  PatientStream(InputStream in) {
    super(in);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    long start = System.nanoTime();
    waitingSince = start;
    try {
      return super.read(bytes, offset, length);
    } catch (IOException e) {
      throw new BrokenPipe("the child's output was closed", e);
    } finally {
      waitingSince = NOT_WAITING;
      waitedBefore = waitedBefore + System.nanoTime() - start;
    }
  }

  void startFile() {
    waitedBefore = 0;
  }

  /// Nanoseconds that the current read has waited.
  long waiting(long now) {
    long since = waitingSince;
    return since == NOT_WAITING ? 0 : now - since;
  }

  /// Nanoseconds that this file was waited for.
  long waited(long now) {
    return waitedBefore + waiting(now);
  }
}
