package org.antiphon.evidence;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;

/// `docs/verify/Verify.java`, compiled as it lies there and asked by its one method.
final class SecondVerifier {
  private final Method check;

  private SecondVerifier(Method check) {
    this.check = check;
  }

  static SecondVerifier compiled(Path folder) throws IOException, ReflectiveOperationException {
    Files.createDirectories(folder);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), "../docs/verify/Verify.java");
    if (code != 0) throw new AssertionError("Verify.java does not compile");
    var loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    return new SecondVerifier(
        loader.loadClass("Verify").getMethod("check", Path.class, String.class));
  }

  /// What does not hold, by the name of the check.
  @SuppressWarnings("unchecked")
  Map<String, String> faults(Path bundle, String key) throws ReflectiveOperationException {
    return (Map<String, String>) check.invoke(null, bundle, key);
  }
}
