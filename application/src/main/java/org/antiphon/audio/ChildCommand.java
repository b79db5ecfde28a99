package org.antiphon.audio;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.antiphon.codec.CodecClassPath;

/// The command line of a codec child, and how strongly it is fenced in.
///
/// `setsid` keeps the terminal's Ctrl-C from the child: the parent decides when running files end.
/// `prlimit` bounds address space, CPU, open files and written bytes (none); `unshare` takes away
/// the network and every capability; `setpriv` forbids to gain any, and ties the child's life to
/// the thread that started it. Order matters: the death signal is forgotten when credentials
/// change, so `unshare` comes before `setpriv`. The two JVM flags on class space and code cache
/// keep the JVM's reservations within the address space allowed.
record ChildCommand(List<String> java, List<String> fence) {
  /// How strongly a child can be fenced in here, the strongest first.
  enum Fence {
    /// Limits, no new privileges, no network, no capabilities.
    NAMESPACE,
    /// Limits and no new privileges: inside a container or chroot that refuses user namespaces.
    LIMITS,
    /// A process of its own and nothing more: no util-linux here.
    PROCESS;

    List<String> words() {
      var limits =
          List.of(
              "setsid",
              "prlimit",
              "--as=1610612736",
              "--cpu=7200",
              "--nofile=64",
              "--fsize=0",
              "--core=0");
      var privileges = List.of("setpriv", "--no-new-privs", "--pdeathsig", "KILL");
      return switch (this) {
        case NAMESPACE -> join(join(limits, List.of("unshare", "--user", "--net")), privileges);
        case LIMITS -> join(limits, privileges);
        case PROCESS -> List.of();
      };
    }
  }

  /// A child that answers commands.
  static ChildCommand worker(Path cache, Fence fence) {
    return new ChildCommand(java(cache, List.of()), fence.words());
  }

  /// An unlimited child that unpacks the native libraries into the cache and ends.
  static ChildCommand filler(Path cache) {
    return new ChildCommand(java(cache, List.of("fill")), List.of());
  }

  List<String> words() {
    return join(fence, java);
  }

  Process start() throws IOException {
    var builder = new ProcessBuilder(words());
    builder.environment().keySet().removeIf(name -> !name.equals("PATH") && !name.equals("LANG"));
    builder.directory(new File("/"));
    return builder.start();
  }

  private static List<String> java(Path cache, List<String> arguments) {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            "-Xmx64m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:CompressedClassSpaceSize=32m",
            "-XX:ReservedCodeCacheSize=32m",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+ErrorFileToStderr",
            "-XX:ErrorLogTimeout=5",
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.bytedeco.javacpp.cachedir=" + cache.toAbsolutePath(),
            // Every native pointer is freed by name; the collector would free what FFmpeg still
            // uses.
            "-Dorg.bytedeco.javacpp.nopointergc=true",
            "-cp",
            CodecClassPath.entries().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)),
            "org.antiphon.codec.CodecProgram"));
    words.addAll(arguments);
    return List.copyOf(words);
  }

  private static List<String> join(List<String> first, List<String> then) {
    var words = new ArrayList<>(first);
    words.addAll(then);
    return List.copyOf(words);
  }
}
