package org.antiphon.provenance;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.CompiledModule;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.antiphon.provenance.JsValues.Fn;
import org.antiphon.provenance.JsValues.JsError;
import org.antiphon.provenance.JsValues.Promise;
import org.antiphon.provenance.JsValues.ReaderRef;

/// One instance of the engine: c2pa-rs as WebAssembly, compiled to classes, with its own linear
/// memory. Confined to one thread; after any exception it must be dropped.
final class WasmInstance implements HostImports.Guest {
  /// Bytes of one page of linear memory.
  static final int PAGE = 1 << 16;

  private final JsValues values = new JsValues();
  private final Map<HostImports.Invoker, String> invokers =
      new EnumMap<>(HostImports.Invoker.class);
  private final Instance instance;
  private InstantSource clock;

  /// What the engine said of one asset.
  ///
  /// @param json its report, where it read the manifest
  /// @param crJson the same with every assertion, where it read the manifest
  /// @param error its error, where it did not
  /// @param pending whether its promise was never kept
  record Answer(
      Optional<String> json, Optional<String> crJson, Optional<String> error, boolean pending) {
    static Answer failed(String error) {
      return new Answer(Optional.empty(), Optional.empty(), Optional.of(error), false);
    }

    static final Answer PENDING =
        new Answer(Optional.empty(), Optional.empty(), Optional.empty(), true);
  }

  /// Makes and starts one.
  ///
  /// @param maxPages of linear memory, 64 KiB each
  WasmInstance(CompiledModule compiled, int maxPages, InstantSource clock) {
    this.clock = clock;
    var module = compiled.wasmModule();
    invokers.put(HostImports.Invoker.EXECUTOR, export(module, "closures_____invoke___js_sys_"));
    invokers.put(
        HostImports.Invoker.REACTION, export(module, "closures_____invoke___wasm_bindgen_"));
    invokers.put(HostImports.Invoker.TASK, export(module, "closures_____invoke_______true_"));
    int initial = module.memorySection().orElseThrow().getMemory(0).limits().initialPages();
    instance =
        Instance.builder(module)
            .withImportValues(
                ImportValues.builder()
                    .withFunctions(functions(module, new HostImports(values, this)))
                    .build())
            .withMemoryLimits(new MemoryLimits(initial, maxPages))
            .withMemoryFactory(ByteArrayMemory::new)
            .withMachineFactory(compiled.machineFactory())
            .withInitialize(true)
            .withStart(false)
            .build();
    call("__wbindgen_start");
    values.drain();
  }

  private static String export(WasmModule module, String part) {
    var exports = module.exportSection();
    for (int i = 0; i < exports.exportCount(); i++)
      if (exports.getExport(i).name().contains(part)) return exports.getExport(i).name();
    throw new IllegalStateException("the engine exports nothing like " + part);
  }

  private static List<ImportFunction> functions(WasmModule module, HostImports allowed) {
    var functions = new ArrayList<ImportFunction>();
    var imports = module.importSection();
    for (int i = 0; i < imports.importCount(); i++) {
      var wanted = (FunctionImport) imports.getImport(i);
      var type = module.typeSection().getType(wanted.typeIndex());
      var call = allowed.named(wanted.name());
      functions.add(
          new HostFunction(
              wanted.module(),
              wanted.name(),
              type,
              (_, arguments) -> {
                if (call.isEmpty()) throw new JsError("import not allowed: " + wanted.name());
                return call.get().with(arguments);
              }));
    }
    return functions;
  }

  /// Reads and validates one asset.
  ///
  /// @param settings JSON
  Answer validate(String mime, byte[] asset, String settings) {
    int[] type = pass(mime.getBytes(StandardCharsets.UTF_8));
    int[] bytes = pass(asset);
    int[] set = pass(settings.getBytes(StandardCharsets.UTF_8));
    try {
      var promise =
          (Promise)
              values.get(
                  call(
                      "wasmreader_fromBytes", type[0], type[1], bytes[0], bytes[1], set[0], set[1])[
                      0]);
      values.drain();
      if (!promise.settled()) return Answer.PENDING;
      if (promise.rejected()) return Answer.failed(promise.message());
      int reader = ((ReaderRef) promise.value()).address();
      String json = take(call("wasmreader_json", reader));
      String crJson = take(call("wasmreader_crJson", reader));
      call("__wbg_wasmreader_free", reader, 0);
      values.drain();
      return new Answer(Optional.of(json), Optional.of(crJson), Optional.empty(), false);
    } finally {
      values.cut(highestReference());
    }
  }

  /// Signs one asset.
  ///
  /// @param definition of the manifest, JSON
  /// @param reserve bytes that the COSE structure fills exactly
  /// @param cose makes that structure of a claim's bytes
  /// @return the signed asset
  byte[] sign(
      String definition,
      String mime,
      byte[] asset,
      String algorithm,
      int reserve,
      UnaryOperator<byte[]> cose) {
    int[] text = pass(definition.getBytes(StandardCharsets.UTF_8));
    int[] type = pass(mime.getBytes(StandardCharsets.UTF_8));
    long[] builder = call("wasmbuilder_fromJson", text[0], text[1], 0, 0);
    if (builder[2] != 0)
      throw new JsError(
          "the manifest's definition: " + values.get(references().ref((int) builder[1])));
    Fn callback = given -> values.resolved(cose.apply((byte[]) given[0]));
    Map<String, Object> signer =
        Map.of("alg", algorithm, "reserveSize", (double) reserve, "sign", callback);
    long[] result =
        call(
            "wasmbuilder_sign",
            builder[0],
            values.put(signer),
            values.put(List.of()),
            type[0],
            type[1],
            values.put(new JsValues.Blob(asset)));
    var promise = (Promise) values.get(result[0]);
    values.drain();
    if (!promise.settled()) throw new JsError("the engine's promise was never kept");
    if (promise.rejected()) throw new JsError(promise.message());
    return (byte[]) promise.value();
  }

  /// The clock for what follows.
  void setClock(InstantSource clock) {
    this.clock = clock;
  }

  int pages() {
    return instance.memory().pages();
  }

  int handles() {
    return values.size();
  }

  private String take(long[] result) {
    String text = new String(read((int) result[0], (int) result[1]), StandardCharsets.UTF_8);
    call("__wbindgen_free", result[0], result[1], 1);
    return text;
  }

  /// The first call leaves lasting closures, so that a fixed base would cut too low.
  private int highestReference() {
    var table = references();
    int highest = 0;
    for (int i = 0; i < table.size(); i++) highest = Math.max(highest, table.ref(i));
    return highest;
  }

  private TableInstance references() {
    return instance.exports().table("__wbindgen_externrefs");
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public long[] call(String export, long... arguments) {
    return instance.export(export).apply(arguments);
  }

  @Override
  public long[] invoke(HostImports.Invoker kind, long... arguments) {
    return call(invokers.getOrDefault(kind, ""), arguments);
  }

  @Override
  public byte[] read(int address, int length) {
    return instance.memory().readBytes(address, length);
  }

  @Override
  public void write(int address, byte[] bytes) {
    instance.memory().write(address, bytes);
  }

  @Override
  public void writeInt(int address, int value) {
    instance.memory().writeI32(address, value);
  }

  @Override
  public int[] pass(byte[] bytes) {
    int address = (int) call("__wbindgen_malloc", bytes.length, 1)[0];
    write(address, bytes);
    return new int[] {address, bytes.length};
  }

  @Override
  @SuppressWarnings("NullAway") // a table's initial instance is null by Chicory's own convention
  public void growReferences() {
    var table = references();
    int offset = table.grow(4, 0, null);
    table.setRef(0, 0, null);
    for (int i = 0; i < 4; i++) table.setRef(offset + i, i, null);
  }

  @Override
  @SuppressWarnings("NullAway") // as above
  public long keep(long handle) {
    int slot = (int) call("__externref_table_alloc")[0];
    references().setRef(slot, (int) handle, null);
    return slot;
  }
}
