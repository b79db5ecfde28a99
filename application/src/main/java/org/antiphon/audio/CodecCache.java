package org.antiphon.audio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.antiphon.codec.CodecClassPath;
import org.antiphon.codec.CodecProgram;
import org.antiphon.problem.Unavailable;

/// The folder with the unpacked native libraries. A fenced child may write no file, so one child
/// without limits, which meets no foreign byte, fills it first; a marker named by the class path
/// says that it was done. Several processes may share the folder.
final class CodecCache {
  private static final int SECONDS_TO_FILL = 120;

  private CodecCache() {}

  static void fill(Path cache) throws IOException {
    // A newer jar has another name or size: its libraries are unpacked beside the old ones.
    // A newer protocol may need libraries that an older filling left out.
    var key = new StringBuilder("protocol " + CodecProgram.PROTOCOL + "\n");
    for (var entry : CodecClassPath.entries())
      if (Files.isRegularFile(entry))
        key.append(entry.getFileName()).append(' ').append(Files.size(entry)).append('\n');
    var marker = cache.resolve("filled-" + Integer.toHexString(key.toString().hashCode()));
    if (Files.exists(marker)) return;
    Files.createDirectories(cache);
    try (var lock =
            FileChannel.open(
                cache.resolve("filling"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = lock.lock()) {
      if (Files.exists(marker)) return;
      unpack(cache);
      Files.writeString(marker, key);
    }
  }

  private static void unpack(Path cache) throws IOException {
    var log = Files.createTempFile("antiphon-codec", ".log");
    try {
      var filler = new ProcessBuilder(ChildCommand.filler(cache).words());
      filler.redirectErrorStream(true).redirectOutput(log.toFile());
      var process = filler.start();
      if (!process.waitFor(SECONDS_TO_FILL, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw cannotFill(cache, "took more than %d s".formatted(SECONDS_TO_FILL));
      }
      if (process.exitValue() != 0) throw cannotFill(cache, Files.readString(log).strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cannotFill(cache, "was interrupted");
    } finally {
      Files.deleteIfExists(log);
    }
  }

  private static Unavailable cannotFill(Path cache, String why) {
    return new Unavailable(
        "CODEC_UNAVAILABLE",
        cache.toString(),
        "unpacking the native codecs failed: " + why,
        "see that the folder can be written and that its disk is not full");
  }
}
