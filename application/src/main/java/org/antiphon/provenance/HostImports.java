package org.antiphon.provenance;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.provenance.JsValues.Closure;
import org.antiphon.provenance.JsValues.Fn;
import org.antiphon.provenance.JsValues.JsError;
import org.antiphon.provenance.JsValues.Promise;
import org.antiphon.provenance.JsValues.ReaderRef;

/// What the engine may call: 39 of its 121 imports, and nothing else. No fetch, no timer, no file,
/// no environment: that is the sandbox. Names bear a hash of 16 digits that changes with the
/// version; they are matched without it but for two that would collide (`new`, `set`), so a new
/// version of the package shows here and in `EngineTest`.
final class HostImports {
  private static final long[] NOTHING = {};
  private static final Object NEW_FILE_READER = "FileReaderSync";

  private final Map<String, Call> calls = new HashMap<>();
  private final JsValues values;
  private final Guest guest;
  private final SecureRandom random = new SecureRandom();

  /// One imported function: arguments and results as the WebAssembly passes them.
  @FunctionalInterface
  interface Call {
    long[] with(long[] arguments);
  }

  /// What imports need of the instance that calls them.
  interface Guest {
    /// The clock that certificates and stamps are held against.
    InstantSource clock();

    long[] call(String export, long... arguments);

    byte[] read(int address, int length);

    void write(int address, byte[] bytes);

    void writeInt(int address, int value);

    /// Copies bytes in; address and length.
    int[] pass(byte[] bytes);

    /// Makes the table of external references; the first four slots are fixed.
    void growReferences();

    /// A slot of that table that keeps a handle for good.
    long keep(long handle);

    /// Calls the closure that an executor, a promise's reaction or a plain task is.
    long[] invoke(Invoker kind, long... arguments);
  }

  /// The three ways in which closures are entered.
  enum Invoker {
    EXECUTOR,
    REACTION,
    TASK
  }

  HostImports(JsValues values, Guest guest) {
    this.values = values;
    this.guest = guest;
    promises();
    closures();
    surroundings();
    signing();
  }

  /// The import with this name, where it is allowed.
  Optional<Call> named(String name) {
    var exact = calls.get(name);
    if (exact != null) return Optional.of(exact);
    String bare = name.replaceFirst("_[0-9a-f]{16}$", "#").replaceFirst("^__wbg_", "");
    return Optional.ofNullable(calls.get(bare));
  }

  private void promises() {
    calls.put(
        "new_typed#",
        a -> {
          var promise = new Promise();
          Fn resolve =
              given -> {
                values.resolve(promise, first(given));
                return JsValues.UNDEFINED;
              };
          Fn reject =
              given -> {
                values.reject(promise, first(given));
                return JsValues.UNDEFINED;
              };
          guest.invoke(Invoker.EXECUTOR, a[0], a[1], values.put(resolve), values.put(reject));
          return out(promise);
        });
    calls.put(
        "resolve#",
        a -> {
          var given = values.get(a[0]);
          return given instanceof Promise ? new long[] {a[0]} : out(values.resolved(given));
        });
    calls.put(
        "then#",
        a -> out(values.then(as(Promise.class, a[0]), fn(a[1]), a.length > 2 ? fn(a[2]) : null)));
    calls.put("call#", a -> out(a.length > 2 ? fn(a[0]).call(values.get(a[2])) : fn(a[0]).call()));
    // Two imports share the name: the property of the global object, and the call itself.
    calls.put(
        "queueMicrotask#",
        a -> {
          if (values.get(a[0]) == JsValues.GLOBAL) return out((Fn) _ -> JsValues.UNDEFINED);
          Fn task = fn(a[0]);
          values.later(() -> task.call(JsValues.UNDEFINED));
          return NOTHING;
        });
    calls.put("instanceof_Promise#", a -> truth(values.get(a[0]) instanceof Promise));
  }

  private void closures() {
    calls.put(
        "_wbg_cb_unref#",
        a -> {
          if (values.get(a[0]) instanceof Closure closure) closure.release();
          return NOTHING;
        });
    calls.put(
        "__wbindgen_generic_0000000000000001",
        a -> {
          long body = a[0];
          long state = a[1];
          Fn call =
              given -> {
                long[] result =
                    guest.invoke(Invoker.REACTION, body, state, values.put(first(given)));
                if (result[1] != 0) throw new JsError("closure failed");
                return JsValues.UNDEFINED;
              };
          return out(new Closure(call, () -> destroy(body, state)));
        });
    calls.put(
        "__wbindgen_generic_0000000000000002",
        a -> {
          long body = a[0];
          long state = a[1];
          Fn call =
              _ -> {
                guest.invoke(Invoker.TASK, body, state);
                return JsValues.UNDEFINED;
              };
          return out(new Closure(call, () -> destroy(body, state)));
        });
  }

  private void destroy(long body, long state) {
    guest.call("__wbindgen_destroy_closure", body, state);
  }

  private void surroundings() {
    calls.put(
        "__wbindgen_init_externref_table",
        _ -> {
          guest.growReferences();
          return NOTHING;
        });
    calls.put("__wbindgen_generic_0000000000000006", a -> out(text(a[0], a[1])));
    calls.put("Error#", a -> out(new JsError(text(a[0], a[1]))));
    calls.put(
        "__wbindgen_throw#",
        a -> {
          throw new JsError(text(a[0], a[1]));
        });
    calls.put("__wbindgen_is_undefined#", a -> truth(values.get(a[0]) == JsValues.UNDEFINED));
    calls.put("__wbindgen_is_function#", a -> truth(values.get(a[0]) instanceof Fn));
    calls.put("static_accessor_SELF#", _ -> truth(false));
    calls.put("static_accessor_WINDOW#", _ -> truth(false));
    calls.put("static_accessor_GLOBAL#", _ -> truth(false));
    calls.put(
        "static_accessor_GLOBAL_THIS#", _ -> new long[] {guest.keep(values.put(JsValues.GLOBAL))});
    calls.put("now#", _ -> number((double) guest.clock().millis()));
    calls.put("new_0#", _ -> out(guest.clock().millis()));
    calls.put("getTime#", a -> number(as(Long.class, a[0]).doubleValue()));
    calls.put(
        "getRandomValues#",
        a -> {
          byte[] bytes = new byte[Math.toIntExact(a[1])];
          random.nextBytes(bytes);
          guest.write((int) a[0], bytes);
          return NOTHING;
        });
    calls.put("wasmreader_new", a -> out(new ReaderRef((int) a[0])));
  }

  /// Called only while the engine signs; reading calls none of them.
  private void signing() {
    calls.put(
        "get#",
        a -> {
          var found = as(Map.class, a[0]).get(values.get(a[1]));
          return out(found == null ? JsValues.UNDEFINED : found);
        });
    calls.put(
        "__wbindgen_string_get#",
        a -> {
          int[] text =
              values.get(a[1]) instanceof String given
                  ? guest.pass(given.getBytes(StandardCharsets.UTF_8))
                  : new int[2];
          guest.writeInt((int) a[0] + 4, text[1]);
          guest.writeInt((int) a[0], text[0]);
          return NOTHING;
        });
    calls.put("valueOf#", a -> number(as(Number.class, a[0]).doubleValue()));
    calls.put("__wbindgen_is_null#", a -> truth(values.get(a[0]) == JsValues.NULL));
    calls.put("isArray#", a -> truth(values.get(a[0]) instanceof List));
    calls.put(
        "length#",
        a ->
            new long[] {
              values.get(a[0]) instanceof List<?> list ? list.size() : as(byte[].class, a[0]).length
            });
    calls.put("byteLength#", a -> new long[] {as(byte[].class, a[0]).length});
    calls.put("size#", a -> number(as(JsValues.Blob.class, a[0]).bytes().length));
    calls.put("__wbg_new_9ffe4dece67ce9fc", _ -> out(NEW_FILE_READER));
    calls.put("readAsArrayBuffer#", a -> out(as(JsValues.Blob.class, a[1]).bytes().clone()));
    calls.put("__wbg_new_1dbf7428bba60a42", a -> out(values.get(a[0])));
    calls.put(
        "prototypesetcall#",
        a -> {
          guest.write((int) a[0], as(byte[].class, a[2]));
          return NOTHING;
        });
    calls.put("new_with_length#", a -> out(new byte[Math.toIntExact(a[0])]));
    calls.put(
        "__wbg_set_575d3ddb70fe831d",
        a -> {
          byte[] bytes = guest.read((int) a[1], (int) a[2]);
          System.arraycopy(bytes, 0, as(byte[].class, a[0]), 0, bytes.length);
          return NOTHING;
        });
    calls.put(
        "__wbindgen_generic_0000000000000008",
        a -> {
          byte[] bytes = guest.read((int) a[0], (int) a[1]);
          guest.call("__wbindgen_free", a[0], a[1], 1);
          return out(bytes);
        });
  }

  private static Object first(Object[] given) {
    return given.length > 0 ? given[0] : JsValues.UNDEFINED;
  }

  private String text(long address, long length) {
    return new String(guest.read((int) address, (int) length), StandardCharsets.UTF_8);
  }

  private Fn fn(long handle) {
    return as(Fn.class, handle);
  }

  private <T> T as(Class<T> type, long handle) {
    var value = values.get(handle);
    if (type.isInstance(value)) return type.cast(value);
    throw new JsError("a value of the wrong kind: " + value.getClass().getSimpleName());
  }

  private long[] out(Object value) {
    return new long[] {values.put(value)};
  }

  private static long[] truth(boolean value) {
    return new long[] {value ? 1 : 0};
  }

  private static long[] number(double value) {
    return new long[] {Double.doubleToRawLongBits(value)};
  }
}
