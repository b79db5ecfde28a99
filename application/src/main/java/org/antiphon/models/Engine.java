package org.antiphon.models;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.antiphon.problem.Unavailable;
import org.antiphon.problem.Unreadable;

/// ONNX Runtime in this process. Its libraries are unpacked once into the cache: left alone, it
/// would unpack 28 MB on every start. One is enough; safe for several threads.
public final class Engine {
  private static final String VERSION = "1.29.0";
  private static final String PATH = "onnxruntime.native.path";
  private static final List<String> LIBRARIES =
      List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");

  private final OrtEnvironment environment;

  private Engine(OrtEnvironment environment) {
    this.environment = environment;
  }

  /// Starts it, or joins the one that this process has.
  ///
  /// @param cache where unpacked programs lie; `ort-1.29.0` is made in it
  /// @throws Unavailable where no library fits this machine
  public static Engine start(Path cache) {
    try {
      if (System.getProperty(PATH) == null && isLinuxX64())
        System.setProperty(PATH, unpacked(cache.resolve("ort-" + VERSION)).toString());
      return new Engine(OrtEnvironment.getEnvironment());
    } catch (IOException | UnsatisfiedLinkError | IllegalStateException e) {
      throw new Unavailable(
          "NO_ONNX_RUNTIME",
          cache.toString(),
          "ONNX Runtime does not start: " + e.getMessage(),
          "it runs on Linux x86-64; is there room for 30 MB in the cache?",
          e);
    }
  }

  /// Loads a model whose bytes are those that its hash names.
  ///
  /// @throws Unreadable where the bytes are no network with one input and one output of sound
  public Model load(ModelFile file) {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return new Model(file, environment, environment.createSession(file.bytes(), options));
    } catch (OrtException e) {
      throw new Unreadable(
          "BAD_MODEL",
          file.file().toString(),
          "ONNX Runtime cannot load it: " + e.getMessage(),
          "build it again as training/README.md says",
          e);
    }
  }

  private static boolean isLinuxX64() {
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64");
  }

  private static Path unpacked(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var library : LIBRARIES) {
      var file = folder.resolve(library);
      if (!Files.exists(file)) unpack(library, file);
    }
    return folder.toAbsolutePath();
  }

  /// Written beside and moved: another process may look for it at the same time.
  private static void unpack(String library, Path file) throws IOException {
    var part = Files.createTempFile(file.getParent(), library, ".part");
    try (InputStream in =
        OrtEnvironment.class.getResourceAsStream("/ai/onnxruntime/native/linux-x64/" + library)) {
      if (in == null) throw new IOException("the jar holds no " + library);
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
