package org.antiphon.provenance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The few JavaScript values that the engine's WebAssembly holds through its external references: a
/// handle is an index into a list. Confined to one thread.
final class JsValues {
  static final Special UNDEFINED = Special.UNDEFINED;
  static final Special NULL = Special.NULL;
  static final Special GLOBAL = Special.GLOBAL;
  private static final int FIXED = 4;

  private final List<Object> handles = new ArrayList<>(List.of(UNDEFINED, NULL, true, false));
  private final Deque<Runnable> microtasks = new ArrayDeque<>();

  /// Values that there is one of.
  enum Special {
    UNDEFINED,
    NULL,
    GLOBAL
  }

  /// Something that can be called.
  @FunctionalInterface
  interface Fn {
    Object call(Object... arguments);
  }

  /// An error value; also thrown through the WebAssembly.
  static final class JsError extends RuntimeException {
    private static final long serialVersionUID = 1;

    JsError(String message) {
      super(message, null, false, false);
    }
  }

  /// A reader that the engine made, by its address.
  record ReaderRef(int address) {}

  /// Bytes with a size, as the engine wants what it signs.
  @SuppressWarnings("ArrayRecordComponent")
  record Blob(byte[] bytes) {}

  /// A closure of the engine handed out, reference counted.
  static final class Closure implements Fn {
    private final Fn body;
    private final Runnable drop;
    private int count = 1;

    Closure(Fn body, Runnable drop) {
      this.body = body;
      this.drop = drop;
    }

    @Override
    public Object call(Object... arguments) {
      count++;
      try {
        return body.call(arguments);
      } finally {
        release();
      }
    }

    void release() {
      if (--count == 0) drop.run();
    }
  }

  /// A promise.
  static final class Promise {
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean settled;
    private boolean rejected;
    private Object value = UNDEFINED;

    boolean settled() {
      return settled;
    }

    boolean rejected() {
      return rejected;
    }

    Object value() {
      return value;
    }

    /// Its value as a message.
    String message() {
      return value instanceof JsError error ? String.valueOf(error.getMessage()) : value.toString();
    }
  }

  Object get(long handle) {
    return handle < 0 ? NULL : handles.get((int) handle);
  }

  long put(Object value) {
    if (value == UNDEFINED) return 0;
    if (value == NULL) return 1;
    if (value instanceof Boolean truth) return truth ? 2 : 3;
    handles.add(value);
    return handles.size() - 1L;
  }

  int size() {
    return handles.size();
  }

  /// Drops every handle above the highest that is still referred to.
  void cut(int highest) {
    int keep = Math.max(FIXED, highest + 1);
    while (handles.size() > keep) handles.removeLast();
  }

  void later(Runnable task) {
    microtasks.add(task);
  }

  /// Runs what was put off, until nothing is left.
  void drain() {
    for (Runnable task = microtasks.poll(); task != null; task = microtasks.poll()) task.run();
  }

  void resolve(Promise promise, Object value) {
    settle(promise, false, value);
  }

  void reject(Promise promise, Object value) {
    settle(promise, true, value);
  }

  private void settle(Promise promise, boolean rejected, Object value) {
    if (promise.settled) return;
    promise.settled = true;
    promise.rejected = rejected;
    promise.value = value;
    microtasks.addAll(promise.waiting);
    promise.waiting.clear();
  }

  Promise resolved(Object value) {
    var promise = new Promise();
    resolve(promise, value);
    return promise;
  }

  Promise then(Promise before, @Nullable Fn onValue, @Nullable Fn onError) {
    var next = new Promise();
    Runnable step =
        () -> {
          Fn then = before.rejected ? onError : onValue;
          if (then == null) {
            settle(next, before.rejected, before.value);
            return;
          }
          try {
            resolve(next, then.call(before.value));
          } catch (JsError error) {
            reject(next, error);
          }
        };
    if (before.settled) later(step);
    else before.waiting.add(step);
    return next;
  }
}
