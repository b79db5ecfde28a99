package org.antiphon.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.antiphon.audio.AudioReader;
import org.antiphon.detection.FileDetector;

/// `bench detect`: CPU time of the detector for each minute of sound, decoding left out, cold (the
/// first pass) and warm, beside pure decoding of the same files. One thread.
public final class DetectBench {
  private final FileDetector detector;
  private final AudioReader reader;

  /// Both stay their caller's to close.
  public DetectBench(FileDetector detector, AudioReader reader) {
    this.detector = detector;
    this.reader = reader;
  }

  private record Pass(double sound, double ours, double pure) {}

  /// Runs it.
  ///
  /// @param passes over all files after the cold one, >= 1
  public BenchReport run(List<Path> files, int passes) throws IOException {
    var cold = pass(files);
    double sound = 0;
    double ours = 0;
    double pure = 0;
    for (int i = 0; i < passes; i++) {
      var warm = pass(files);
      sound += warm.sound();
      ours += warm.ours();
      pure += warm.pure();
    }
    var rows = new ArrayList<BenchRow>();
    rows.add(new BenchRow("files", files.size(), "files"));
    rows.add(new BenchRow("sound", cold.sound(), "s"));
    rows.add(new BenchRow("detect, cold", 60 * cold.ours() / cold.sound(), "CPU s a minute"));
    rows.add(new BenchRow("detect, warm", 60 * ours / sound, "CPU s a minute"));
    rows.add(new BenchRow("detect, warm, 4 minutes", 240 * ours / sound, "CPU s"));
    rows.add(new BenchRow("pure decoding", 60 * pure / sound, "CPU s a minute"));
    rows.add(new BenchRow("detect, warm", ours / pure, "times pure decoding"));
    return new BenchReport(rows, Machine.here());
  }

  private Pass pass(List<Path> files) throws IOException {
    var threads = ManagementFactory.getThreadMXBean();
    double sound = 0;
    double ours = 0;
    double pure = 0;
    for (var file : files) {
      pure += reader.pureDecodingCpuSeconds(file);
      long cpu = threads.getCurrentThreadCpuTime();
      sound += detector.detect(file).info().seconds();
      ours += (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
    }
    return new Pass(sound, ours, pure);
  }
}
