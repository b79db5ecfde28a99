package org.antiphon.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.antiphon.problem.Unavailable;

/// One starter at a time on a data directory, over all processes: `DATA/lock`. The system frees it
/// when its holder dies.
final class StartLock implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private final FileChannel channel;

  private StartLock(FileChannel channel) {
    this.channel = channel;
  }

  static StartLock take(Path data) {
    try {
      Files.createDirectories(data);
      var channel =
          FileChannel.open(
              data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (tryLock(channel) == null) {
        if (System.nanoTime() > deadline) throw busy(data);
        LockSupport.parkNanos(20_000_000);
      }
      return new StartLock(channel);
    } catch (IOException e) {
      throw new Unavailable(
          "DATA_NOT_WRITABLE",
          data.toString(),
          "the data directory cannot be used: " + e,
          "give --data a folder that we may write",
          e);
    }
  }

  private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel)
      throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another thread of this process is starting it
    }
  }

  private static Unavailable busy(Path data) {
    return new Unavailable(
        "DATA_BUSY",
        data.resolve("lock").toString(),
        "another process has been starting this database for " + PATIENCE.toSeconds() + " s",
        "wait for it, or end it");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
