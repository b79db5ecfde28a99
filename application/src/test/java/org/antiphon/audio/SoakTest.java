package org.antiphon.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.antiphon.problem.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// JavaCPP once freed native memory that FFmpeg still wrote to, on the third file of a run: so 300
/// files of every kind through one child, whole and broken, and its memory stays flat.
class SoakTest {
  private static final int FILES = 300;
  private static final int RATE = 44_100;
  @TempDir private Path folder;

  @Test
  void threeHundredFilesThroughOneChildKeepItsMemoryFlat() throws Exception {
    try (var pool = new CodecPool(new CodecSettings(Sounds.CACHE, 1, 1000, 1L << 40))) {
      var files = files(pool);
      long early = 0;
      long pid = pool.workers().iterator().next().pid();
      for (int i = 0; i < FILES; i++) {
        decode(pool, files.get(i % files.size()));
        if (i == FILES / 3) early = resident(pool);
      }
      assertThat(pool.workers().iterator().next().pid()).isEqualTo(pid);
      // The heap is bounded (64 MB) and fills lazily; a leak of one 2 s clip each would be 70 MB.
      assertThat(resident(pool) - early).isLessThan(30L << 20);
    }
  }

  private List<Path> files(CodecPool pool) throws Exception {
    var files = new ArrayList<Path>();
    var sound = Sounds.music(2, RATE, 2);
    for (var encoding : Encoding.values()) {
      var file = folder.resolve(encoding + "." + encoding.extension());
      pool.encode(PcmSource.of(sound, RATE, 2), EncodeRequest.to(encoding, 128_000), file);
      files.add(file);
      byte[] bytes = Files.readAllBytes(file);
      files.add(
          Files.write(folder.resolve(encoding + "cut"), Arrays.copyOf(bytes, bytes.length / 2)));
      Arrays.fill(bytes, bytes.length / 3, bytes.length / 2, (byte) 0x55);
      files.add(Files.write(folder.resolve(encoding + "hole"), bytes));
    }
    files.add(Files.write(folder.resolve("noise"), new byte[5000]));
    return files;
  }

  private static void decode(CodecPool pool, Path file) throws Exception {
    try {
      pool.decode(
          file,
          DecodeRequest.nativeRate(new Collected()).withMono16k(new Collected()).withHashes());
    } catch (Unreadable problem) {
      assertThat(problem.code()).isIn("NOT_AUDIO", "TRUNCATED", "UNREADABLE");
      assertThat(problem.what()).doesNotContain("crashed");
    }
  }

  private static long resident(CodecPool pool) {
    return pool.workers().iterator().next().residentBytes();
  }
}
