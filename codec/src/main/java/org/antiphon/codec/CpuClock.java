package org.antiphon.codec;

import java.time.Duration;

/// CPU time of this process, all its threads, in steps of the kernel's 10 ms.
final class CpuClock {
  private final double start = now();

  double seconds() {
    return now() - start;
  }

  private static double now() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }
}
