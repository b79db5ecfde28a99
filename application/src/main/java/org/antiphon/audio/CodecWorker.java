package org.antiphon.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.antiphon.codec.BrokenPipe;
import org.antiphon.codec.CodecProgram;
import org.antiphon.codec.FrameKind;
import org.antiphon.codec.FrameReader;
import org.antiphon.codec.FrameWriter;

/// One child and its pipe. Used by one thread at a time; only [#watch] and [#kill] may come from
/// another.
final class CodecWorker {
  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final Duration OLD = Duration.ofHours(1);
  private static final int KEPT_LOG = 2000;

  private final Process process;
  private final PatientStream output;
  private final FrameReader in;
  private final FrameWriter out;
  private final AtomicReference<String> log = new AtomicReference<>("");
  private volatile Duration mostWait = TO_START;
  private volatile Duration mostStall = TO_START;
  private volatile boolean late;
  private int files;

  private CodecWorker(Process process) {
    this.process = process;
    this.output = new PatientStream(process.getInputStream());
    this.in = new FrameReader(output);
    this.out = new FrameWriter(new ChildInput(process.getOutputStream()));
    Thread.ofPlatform().daemon().name("codec-log-" + process.pid()).start(this::keepLog);
  }

  /// Starts a child and waits for its HELLO.
  ///
  /// @throws IOException with the child's last words when it does not come
  static CodecWorker start(ChildCommand command) throws IOException {
    var worker = new CodecWorker(command.start());
    try {
      worker.greet();
      return worker;
    } catch (IOException e) {
      worker.kill();
      throw new IOException(e.getMessage() + "; it said: " + worker.log.get(), e);
    }
  }

  private void greet() throws IOException {
    // The pool's watch does not know this child yet.
    var guard = Thread.ofVirtual().unstarted(this::killIfSlow);
    guard.start();
    if (in.next() != FrameKind.HELLO || in.payload().remaining() != 4)
      throw new BrokenPipe("it did not greet");
    int protocol = in.payload().getInt();
    guard.interrupt();
    if (protocol != CodecProgram.PROTOCOL) throw new BrokenPipe("it speaks protocol " + protocol);
  }

  private void killIfSlow() {
    try {
      if (!process.waitFor(TO_START)) kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it greeted in time
    }
  }

  FrameReader in() {
    return in;
  }

  FrameWriter out() {
    return out;
  }

  long pid() {
    return process.pid();
  }

  /// A new file with its own patience.
  void startFile(AudioLimits limits) {
    files++;
    output.startFile();
    mostWait = limits.wall();
    mostStall = limits.stall();
  }

  /// Kills the child if the thread that reads from it has waited too long. Called by the pool's
  /// watch.
  void watch() {
    long now = System.nanoTime();
    if (output.waiting(now) > mostStall.toNanos() || output.waited(now) > mostWait.toNanos()) {
      late = true;
      kill();
    }
  }

  /// Whether it was killed for being late.
  boolean wasLate() {
    return late;
  }

  /// Whether it should make place for a fresh one: also before its life's allowance of CPU time
  /// (two hours, see [ChildCommand]) could run out in the middle of an innocent file.
  boolean isOld(CodecSettings settings) {
    return files >= settings.filesPerWorker()
        || residentBytes() > settings.residentBytes()
        || process.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(OLD) > 0;
  }

  int files() {
    return files;
  }

  /// Resident memory; 0 where the system does not say.
  long residentBytes() {
    try {
      String[] words =
          Files.readString(Path.of("/proc", String.valueOf(pid()), "statm")).split(" ", 3);
      return Long.parseLong(words[1]) * 4096;
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException _) {
      return 0;
    }
  }

  /// The child's last words on its standard error.
  String lastWords() {
    return log.get().strip();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void kill() {
    process.destroyForcibly();
  }

  private void keepLog() {
    byte[] bytes = new byte[4096];
    try (var errors = process.getErrorStream()) {
      for (int read = errors.read(bytes); read >= 0; read = errors.read(bytes)) {
        String all = log.get() + new String(bytes, 0, read, StandardCharsets.UTF_8);
        log.set(all.substring(Math.max(0, all.length() - KEPT_LOG)));
      }
    } catch (IOException e) {
      log.set(log.get() + e.getMessage());
    }
  }
}
