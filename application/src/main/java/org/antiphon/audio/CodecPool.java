package org.antiphon.audio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.antiphon.problem.Unavailable;
import org.antiphon.problem.Unreadable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A few codec children, started when first needed. Each serves one file at a time; one that
/// crashed, hung or broke the protocol is killed and costs its file; one that grew old or large is
/// replaced. Thread-safe; who comes when all are busy waits in turn.
public final class CodecPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CodecPool.class);
  private static final int LOOK_MILLIS = 200;

  private final CodecSettings settings;
  private final WorkerSource starter;
  private final Semaphore free;
  private final Deque<CodecWorker> idle = new ArrayDeque<>();
  private final Set<CodecWorker> all = new HashSet<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("codec-watch").factory());
  private boolean closed;

  /// Starts nothing yet.
  public CodecPool(CodecSettings settings) {
    this(settings, new ChildStarter(settings));
  }

  CodecPool(CodecSettings settings, WorkerSource starter) {
    this.settings = settings;
    this.starter = starter;
    this.free = new Semaphore(settings.workers(), true);
    var _ =
        watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  AudioInfo decode(Path file, DecodeRequest request) throws IOException {
    return withWorker(worker -> new DecodeCall(worker, file, request).run());
  }

  long encode(PcmSource source, EncodeRequest request, Path file) throws IOException {
    return withWorker(worker -> new EncodeCall(worker, source, request, file).run());
  }

  Pixels picture(byte[] picture, String name) throws IOException {
    return withWorker(worker -> new PictureCall(worker, name).decode(picture));
  }

  Optional<byte[]> cover(Path file) throws IOException {
    return withWorker(worker -> new PictureCall(worker, file.toString()).cover(file));
  }

  /// Where children come from.
  interface WorkerSource extends AutoCloseable {
    CodecWorker start() throws IOException;

    @Override
    default void close() {}
  }

  private interface Call<T> {
    T on(CodecWorker worker) throws IOException;
  }

  private <T> T withWorker(Call<T> call) throws IOException {
    take();
    try {
      var worker = idleOrNew();
      boolean whole = false;
      try {
        T result = call.on(worker);
        whole = true;
        return result;
      } catch (CleanFailure e) {
        whole = true; // the file was at fault, the child kept to the protocol
        throw e.problem();
      } catch (Unreadable e) {
        // Closing the pool kills its children: that says nothing about their files.
        throw isClosed() ? closed() : e;
      } finally {
        giveBack(worker, whole);
      }
    } finally {
      free.release();
    }
  }

  private void take() {
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable(
          "INTERRUPTED", "codec pool", "interrupted while waiting for a worker", "try again", e);
    }
  }

  private CodecWorker idleOrNew() throws IOException {
    synchronized (this) {
      if (closed) throw closed();
      for (var worker = idle.pollFirst(); worker != null; worker = idle.pollFirst()) {
        if (worker.isAlive()) return worker;
        all.remove(worker);
      }
    }
    var started = starter.start();
    synchronized (this) {
      all.add(started);
      if (closed) started.kill();
      return started;
    }
  }

  private synchronized void giveBack(CodecWorker worker, boolean whole) {
    if (whole && !closed && worker.isAlive() && !worker.isOld(settings)) {
      idle.addFirst(worker);
      return;
    }
    if (!whole)
      LOG.debug(
          "codec child {} given up after {} files: {}",
          worker.pid(),
          worker.files(),
          worker.lastWords());
    worker.kill();
    all.remove(worker);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private static Unavailable closed() {
    return new Unavailable(
        "CODEC_CLOSED", "codec pool", "the program is being stopped", "run it again");
  }

  private void look() {
    for (var worker : workers()) worker.watch();
  }

  /// The children of now, for tests and for the watch.
  synchronized Set<CodecWorker> workers() {
    return Set.copyOf(all);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      all.forEach(CodecWorker::kill);
      all.clear();
      idle.clear();
    }
    watch.shutdownNow();
    starter.close();
  }
}
