package org.antiphon.provenance;

import com.dylibso.chicory.runtime.CompiledModule;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;

/// The compiled engine, where the build made one: the only place that looks for it.
///
/// @param compiled its classes
/// @param version of the package and the hash of its WebAssembly
record EngineLibrary(CompiledModule compiled, EngineVersion version) {
  private static final String PACKAGE = "org.antiphon.c2pa";
  private static final String VERSION = "/META-INF/antiphon-c2pa.properties";

  static Optional<EngineLibrary> find() {
    return ServiceLoader.load(CompiledModule.class).stream()
        .filter(each -> each.type().getPackageName().equals(PACKAGE))
        .findFirst()
        .map(each -> new EngineLibrary(each.get(), version(each.type())));
  }

  private static EngineVersion version(Class<?> type) {
    var properties = new Properties();
    try (var in = type.getResourceAsStream(VERSION)) {
      if (in == null) throw new IllegalStateException("the engine's jar lacks " + VERSION);
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new EngineVersion(
        properties.getProperty("name", ""),
        properties.getProperty("version", ""),
        properties.getProperty("sha256", ""));
  }
}
