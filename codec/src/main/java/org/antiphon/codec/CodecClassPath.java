package org.antiphon.codec;

import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;

/// Where the parts of a child's program were loaded from: this module, FFmpeg's classes and
/// natives, JavaCPP's. Computed from the parts themselves, so that it is the same under `java -jar`
/// (where `java.class.path` names one jar) and in tests (class folders). Loads none of them.
public final class CodecClassPath {
  private static final List<String> PARTS =
      List.of(
          "org/antiphon/codec/CodecProgram.class",
          "org/bytedeco/ffmpeg/global/avcodec.class",
          "org/bytedeco/javacpp/Loader.class");

  private static final List<String> NATIVES =
      List.of(
          "org/bytedeco/ffmpeg/%s/libjniavcodec.so", "org/bytedeco/javacpp/%s/libjnijavacpp.so");

  private CodecClassPath() {}

  /// Jars and folders, in order.
  ///
  /// @throws IllegalStateException when a part is missing: the build is broken
  public static List<Path> entries() {
    var entries = new LinkedHashSet<Path>();
    for (var part : PARTS) entries.add(root(part));
    for (var part : NATIVES) entries.add(root(part.formatted(platform())));
    return List.copyOf(entries);
  }

  /// JavaCPP's name of this platform.
  static String platform() {
    String machine = System.getProperty("os.arch", "");
    return "linux-" + (machine.equals("amd64") ? "x86_64" : machine.replace("aarch64", "arm64"));
  }

  private static Path root(String resource) {
    URL url = CodecClassPath.class.getClassLoader().getResource(resource);
    if (url == null) throw new IllegalStateException("not on the class path: " + resource);
    try {
      if (url.openConnection() instanceof JarURLConnection jar)
        return Path.of(jar.getJarFileURL().toURI());
      String folder = url.toURI().toString();
      return Path.of(URI.create(folder.substring(0, folder.length() - resource.length())));
    } catch (java.io.IOException | java.net.URISyntaxException e) {
      throw new IllegalStateException("cannot tell where " + url + " lies", e);
    }
  }
}
