package org.antiphon.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.antiphon.audio.AudioReader;
import org.antiphon.examination.Conclusion;
import org.antiphon.examination.Examiner;

/// `bench scan`: what an examination costs, in CPU time, beside pure decoding of the same files in
/// the same run.
///
/// Files are gone through again and again, each decoded and thrown away, recognised, and examined
/// by all, until the pure decoding alone has taken so many CPU seconds that the kernel's steps of
/// 10 ms do not matter. One thread; the first pass warms up and is not counted.
public final class ScanBench {
  private final Examiner examiner;
  private final AudioReader reader;
  private final LongSupplier nanoTime;

  /// Examiner and reader stay their caller's to close.
  public ScanBench(Examiner examiner, AudioReader reader, LongSupplier nanoTime) {
    this.examiner = examiner;
    this.reader = reader;
    this.nanoTime = nanoTime;
  }

  /// CPU seconds and sound so far.
  private static final class Sums {
    private double sound;
    private double pure;
    private double children;
    private double ours;
    private double recognition;
    private double wall;
    private int files;
    private int copies;
  }

  /// Runs it.
  ///
  /// @param files sound that can be decoded
  /// @param enough CPU seconds of pure decoding, > 0
  public BenchReport run(List<Path> files, double enough) throws IOException {
    pass(files, new Sums());
    var sums = new Sums();
    do pass(files, sums);
    while (sums.pure < enough);
    return new BenchReport(rows(sums), Machine.here());
  }

  private void pass(List<Path> files, Sums sums) throws IOException {
    var threads = ManagementFactory.getThreadMXBean();
    for (var file : files) {
      sums.pure += reader.pureDecodingCpuSeconds(file);
      long before = threads.getCurrentThreadCpuTime();
      sums.recognition += examiner.recognise(file, file.toString()).decodingCpuSeconds();
      sums.recognition += (threads.getCurrentThreadCpuTime() - before) / 1e9;
      long wall = nanoTime.getAsLong();
      long cpu = threads.getCurrentThreadCpuTime();
      var examined = examiner.examine(file);
      sums.ours += (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
      sums.wall += (nanoTime.getAsLong() - wall) / 1e9;
      sums.children += examined.decodingCpuSeconds();
      sums.sound += examined.seconds();
      sums.files++;
      if (examined.conclusion() == Conclusion.COPY) sums.copies++;
    }
  }

  private static List<BenchRow> rows(Sums sums) throws IOException {
    double all = sums.children + sums.ours;
    var rows = new ArrayList<BenchRow>();
    rows.add(new BenchRow("files examined", sums.files, "files"));
    rows.add(new BenchRow("of them copies", sums.copies, "files"));
    rows.add(new BenchRow("sound", sums.sound, "s"));
    rows.add(new BenchRow("pure decoding", sums.pure, "CPU s"));
    rows.add(new BenchRow("scan", all, "CPU s"));
    rows.add(new BenchRow("scan: codec child", sums.children, "CPU s"));
    rows.add(new BenchRow("scan: examiners", sums.ours, "CPU s"));
    rows.add(new BenchRow("scan", all / sums.pure, "times pure decoding"));
    rows.add(
        new BenchRow("recognition alone", sums.recognition / sums.pure, "times pure decoding"));
    rows.add(new BenchRow("scan", sums.sound / all, "times real time per core"));
    rows.add(new BenchRow("scan", sums.sound / sums.wall, "times real time, one thread"));
    rows.add(new BenchRow("largest memory of ours", largestMemory(), "MiB"));
    return rows;
  }

  /// The kernel's high-water mark of this process; NaN where there is none to read.
  private static double largestMemory() throws IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) return Double.NaN;
    for (var line : Files.readAllLines(status))
      if (line.startsWith("VmHWM:")) return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
    return Double.NaN;
  }
}
