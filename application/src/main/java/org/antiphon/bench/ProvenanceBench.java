package org.antiphon.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.antiphon.provenance.Provenance;

/// `bench provenance`: CPU time of a file without a statement, of a signed one, and of the hash
/// over a long one, warm. The engine runs on threads of its own, so the CPU time of the whole
/// process is taken; nothing else runs in it.
public final class ProvenanceBench {
  private static final int LONG_FILE = 50 << 20;
  private final Provenance provenance;
  private final Path scratch;

  /// @param scratch an empty folder
  public ProvenanceBench(Provenance provenance, Path scratch) {
    this.provenance = provenance;
    this.scratch = scratch;
  }

  /// Runs it.
  ///
  /// @param signed files that bear a statement; may be none
  /// @param times how often each is examined, after a tenth of it to warm up
  public BenchReport run(List<Path> signed, int times) throws IOException {
    var rows = new ArrayList<BenchRow>();
    var bare = wav("bare.wav", 1 << 20);
    add(rows, "no statement, WAV of 1 MiB", bare, times);
    for (var file : signed) add(rows, String.valueOf(file.getFileName()), file, times);
    add(rows, "no statement, WAV of 50 MiB", wav("long.wav", LONG_FILE), Math.max(5, times / 10));
    for (var file : signed)
      if (isWav(file)) {
        add(rows, "statement and 50 MiB of sound", grown(file), Math.max(5, times / 10));
        break;
      }
    return new BenchReport(rows, Machine.here());
  }

  private void add(List<BenchRow> rows, String name, Path file, int times) throws IOException {
    for (int i = 0; i < Math.max(3, times / 10); i++) provenance.examine(file);
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      long before = cpu();
      provenance.examine(file);
      nanos[i] = cpu() - before;
    }
    Arrays.sort(nanos);
    rows.add(new BenchRow(name + ", median", nanos[times / 2] / 1e6, "CPU ms"));
    rows.add(new BenchRow(name + ", 95 of 100", nanos[times * 95 / 100] / 1e6, "CPU ms"));
  }

  /// Of this thread and the engine's, told by their names.
  private static long cpu() {
    var threads = ManagementFactory.getThreadMXBean();
    long sum = threads.getCurrentThreadCpuTime();
    for (var each : threads.getThreadInfo(threads.getAllThreadIds()))
      if (each != null && each.getThreadName().startsWith("c2pa-"))
        sum += Math.max(0, threads.getThreadCpuTime(each.getThreadId()));
    return sum;
  }

  private Path wav(String name, int bytes) throws IOException {
    var file = scratch.resolve(name);
    try (var out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write("RIFF".getBytes(StandardCharsets.US_ASCII));
      out.writeInt(Integer.reverseBytes(bytes + 4 + 24 + 8));
      out.write("WAVEfmt ".getBytes(StandardCharsets.US_ASCII));
      out.writeInt(Integer.reverseBytes(16));
      for (int each : new int[] {0x00010001, 44_100, 88_200, 0x00100002})
        out.writeInt(Integer.reverseBytes(each));
      out.write("data".getBytes(StandardCharsets.US_ASCII));
      out.writeInt(Integer.reverseBytes(bytes));
      out.setLength(44L + bytes);
    }
    return file;
  }

  private static boolean isWav(Path file) {
    return String.valueOf(file.getFileName()).endsWith(".wav");
  }

  /// The signed file with 50 MiB more in a chunk behind it: its hash no longer fits, and costs as
  /// much as one that does.
  private Path grown(Path signed) throws IOException {
    var file = scratch.resolve("grown.wav");
    Files.copy(signed, file, StandardCopyOption.REPLACE_EXISTING);
    try (var out = new RandomAccessFile(file.toFile(), "rw")) {
      long size = out.length();
      out.seek(size);
      out.write("junk".getBytes(StandardCharsets.US_ASCII));
      out.writeInt(Integer.reverseBytes(LONG_FILE));
      out.setLength(size + 8 + LONG_FILE);
      out.seek(4);
      out.writeInt(Integer.reverseBytes((int) (size + LONG_FILE)));
    }
    return file;
  }
}
