package org.antiphon.bench;

import java.lang.management.ManagementFactory;

/// What a bench ran on.
///
/// @param loadAverage of the last minute, below 0 where it cannot be told: CPU figures are to be
///   read beside it
public record Machine(int processors, String os, String java, double loadAverage) {
  /// This one, now.
  public static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
