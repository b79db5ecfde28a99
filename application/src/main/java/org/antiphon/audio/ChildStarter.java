package org.antiphon.audio;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.antiphon.audio.ChildCommand.Fence;
import org.antiphon.problem.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts children, from one thread that lives as long as the pool: the kernel's death signal
/// follows the *thread* that started a process, so a child started from a pool or virtual thread
/// would die with it. Finds out once how strongly children can be fenced in here, by starting one.
final class ChildStarter implements CodecPool.WorkerSource {
  private static final Logger LOG = LoggerFactory.getLogger(ChildStarter.class);

  private final CodecSettings settings;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("codec-starter").factory());
  private Fence fence = Fence.NAMESPACE;
  private boolean proven;

  ChildStarter(CodecSettings settings) {
    this.settings = settings;
  }

  /// A child that said HELLO.
  @Override
  public CodecWorker start() throws IOException {
    try {
      return thread.submit(this::startHere).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Unavailable known) throw known;
      throw unavailable(String.valueOf(e.getCause()), e);
    }
  }

  private CodecWorker startHere() throws IOException {
    CodecCache.fill(settings.cache());
    while (true) {
      try {
        var worker = CodecWorker.start(ChildCommand.worker(settings.cache(), fence));
        proven = true;
        return worker;
      } catch (IOException e) {
        if (proven || fence == Fence.PROCESS) throw unavailable(e.getMessage(), e);
        LOG.debug("codec children cannot be started with {}: {}", fence, e.getMessage());
        fence = fence == Fence.NAMESPACE ? Fence.LIMITS : Fence.PROCESS;
      }
    }
  }

  private static Unavailable unavailable(
      @org.jspecify.annotations.Nullable String why, Exception e) {
    return new Unavailable(
        "CODEC_UNAVAILABLE",
        "codec child",
        "no codec process can be started: " + why,
        "run `antiphon doctor`",
        e);
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
