package org.antiphon.provenance;

import com.dylibso.chicory.runtime.CompiledModule;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the engine on threads of its own, two at a time, each call within limits of CPU time and
/// memory. An instance is used again until it has grown beyond 64 MiB or answered 1,000 times; one
/// that broke is dropped. Thread-safe; callers may be virtual threads.
final class EnginePool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EnginePool.class);
  private static final int THREADS = 2;
  private static final long STACK = 16L << 20;
  private static final int KEPT_PAGES = 1_024;
  private static final int MOST_USES = 1_000;
  private static final int MOST_BREAKS = 2;
  private static final int REMEMBERED = 1_024;
  private static final int LOOK_MILLIS = 50;

  private final Optional<EngineLibrary> library;
  private final EngineLimits limits;
  private final ExecutorService threads;
  private final ConcurrentLinkedDeque<Used> idle = new ConcurrentLinkedDeque<>();
  private final Map<Integer, Integer> breaks = Collections.synchronizedMap(new Breaks());

  /// What became of one call.
  sealed interface Outcome {
    /// The engine answered.
    record Answered(WasmInstance.Answer answer) implements Outcome {}

    /// It did not; the code says why.
    record Broken(String code, String detail) implements Outcome {}
  }

  /// An instance and how often it has answered.
  private record Used(WasmInstance instance, int times) {}

  /// How often an asset broke the engine; the oldest are forgotten.
  private static final class Breaks extends LinkedHashMap<Integer, Integer> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
      return size() > REMEMBERED;
    }
  }

  EnginePool(Optional<EngineLibrary> library, EngineLimits limits) {
    this.library = library;
    this.limits = limits;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().stackSize(STACK).name("c2pa-", 0).factory());
  }

  boolean present() {
    return library.isPresent();
  }

  EngineVersion version() {
    return library.map(EngineLibrary::version).orElse(EngineVersion.NONE);
  }

  /// Loads classes and one instance in the background, so that the first file does not wait.
  void warm(InstantSource clock) {
    library.ifPresent(found ->
        threads.execute(() -> idle.push(new Used(fresh(found, limits.storePages(), clock), 0))));
  }

  /// Validates a manifest store alone; its hard binding fails there, since the asset is not given.
  Outcome validateStore(byte[] store, String settings, InstantSource clock) {
    return run(
        store,
        found -> {
          Used used = idle.poll();
          var instance = used == null ? fresh(found, limits.storePages(), clock) : used.instance();
          instance.setClock(clock);
          var answer = instance.validate("application/c2pa", store, settings);
          int times = used == null ? 1 : used.times() + 1;
          if (instance.pages() <= KEPT_PAGES && times < MOST_USES)
            idle.push(new Used(instance, times));
          return answer;
        });
  }

  /// Validates a whole asset, on an instance of its own whose memory is bounded by its size.
  Outcome validateWhole(String mime, byte[] asset, String settings, InstantSource clock) {
    return run(
        asset,
        found ->
            fresh(found, limits.wholePages(asset.length), clock).validate(mime, asset, settings));
  }

  /// Signs on an instance of its own, within the same limits.
  ///
  /// @throws JsValues.JsError as the engine refuses
  byte[] sign(Signing signing, byte[] asset, InstantSource clock) throws ExecutionException {
    var found = library.orElseThrow();
    try {
      return threads
          .submit(() -> signing.on(fresh(found, limits.wholePages(asset.length), clock), asset))
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while signing", e);
    }
  }

  /// Signs an asset on an instance.
  @FunctionalInterface
  interface Signing {
    byte[] on(WasmInstance instance, byte[] asset);
  }

  /// A call on an instance.
  @FunctionalInterface
  private interface Ask {
    WasmInstance.Answer of(EngineLibrary found);
  }

  private static WasmInstance fresh(EngineLibrary found, int pages, InstantSource clock) {
    CompiledModule compiled = found.compiled();
    return new WasmInstance(compiled, pages, clock);
  }

  private Outcome run(byte[] asset, Ask ask) {
    if (library.isEmpty()) return new Outcome.Broken("engine.missing", "");
    int key = Arrays.hashCode(asset);
    if (breaks.getOrDefault(key, 0) >= MOST_BREAKS)
      return new Outcome.Broken("engine.trap", "it broke the engine twice before");
    var worker = new AtomicReference<Thread>();
    Callable<WasmInstance.Answer> task =
        () -> {
          worker.set(Thread.currentThread());
          return ask.of(library.get());
        };
    var outcome = await(threads.submit(task), worker);
    if (outcome instanceof Outcome.Broken broken) {
      breaks.merge(key, 1, Integer::sum);
      LOG.warn(
          "the C2PA engine broke on {} bytes: {} {}", asset.length, broken.code(), broken.detail());
    }
    return outcome;
  }

  /// Waits while the thread works within its CPU time; interrupted, the engine ends within
  /// milliseconds and its instance is dropped.
  private Outcome await(Future<WasmInstance.Answer> answer, AtomicReference<Thread> worker) {
    var cpu = ManagementFactory.getThreadMXBean();
    long began = -1;
    for (long looks = 0; looks < limits.wallMillis() / LOOK_MILLIS; looks++) {
      try {
        return answered(answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
      } catch (TimeoutException _) {
        var thread = worker.get();
        if (thread == null) continue;
        long used = cpu.getThreadCpuTime(thread.threadId());
        if (began < 0) began = used;
        if (used - began > limits.cpuNanos()) break;
      } catch (ExecutionException e) {
        return broken(e.getCause());
      } catch (InterruptedException _) {
        answer.cancel(true);
        Thread.currentThread().interrupt();
        return new Outcome.Broken("time.limit", "interrupted");
      }
    }
    answer.cancel(true);
    return new Outcome.Broken("time.limit", "more CPU time than it may take");
  }

  private static Outcome answered(WasmInstance.Answer answer) {
    return answer.pending()
        ? new Outcome.Broken("engine.pending", "the engine's promise was never kept")
        : new Outcome.Answered(answer);
  }

  /// Whatever the WebAssembly does to the JVM costs one file: its traps, its recursion, its memory.
  private static Outcome broken(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException || cause instanceof StackOverflowError)
      return new Outcome.Broken("engine.trap", cause.toString());
    throw new IllegalStateException("the C2PA engine failed", cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
