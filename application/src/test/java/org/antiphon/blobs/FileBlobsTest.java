package org.antiphon.blobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobsTest {
  @TempDir Path directory;
  private FileBlobs blobs;

  @BeforeEach
  void open() throws IOException {
    blobs = new FileBlobs(directory, 1_000_000);
  }

  /// The problem is answered to whoever sent it, who learns nothing of our machine.
  @Test
  void whatIsTooLargeIsRefusedWithoutAPathOfOurs() throws IOException {
    var small = new FileBlobs(directory, 10);
    assertThatThrownBy(() -> small.put(new ByteArrayInputStream(new byte[11])))
        .isInstanceOfSatisfying(
            Refused.class,
            e -> {
              assertThat(e.code()).isEqualTo("TOO_LARGE");
              assertThat(e.where() + e.what() + e.hint()).doesNotContain(directory.toString());
            });
  }

  @Test
  void bytesAreNamedByTheirSha256() throws IOException {
    // FIPS 180-2, the message "abc"
    assertThat(blobs.put(stream("abc")).sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void whatWentInComesOut() throws IOException {
    byte[] bytes = noise(300_001);
    var id = blobs.put(new ByteArrayInputStream(bytes));
    try (var in = blobs.open(id)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    assertThat(blobs.size(id)).isEqualTo(300_001);
    assertThat(blobs.holds(id)).isTrue();
    assertThat(blobs.intact(id)).isTrue();
    assertThat(Files.readAllBytes(blobs.path(id))).isEqualTo(bytes);
  }

  @Test
  void theSameBytesTwiceAreOneFile() throws IOException {
    assertThat(blobs.put(stream("once"))).isEqualTo(blobs.put(stream("once")));
    assertThat(files()).hasSize(1);
  }

  @Test
  void writersOfTheSameBytesAtOnceAllGetTheSameWholeBlob() throws Exception {
    byte[] bytes = noise(200_000);
    Callable<BlobId> put = () -> blobs.put(new ByteArrayInputStream(bytes));
    var ids = new ArrayList<BlobId>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<BlobId> id : threads.invokeAll(Collections.nCopies(24, put))) ids.add(id.get());
    }
    assertThat(ids).hasSize(24).containsOnly(ids.getFirst());
    assertThat(blobs.intact(ids.getFirst())).isTrue();
    assertThat(files()).hasSize(1);
  }

  @Test
  void aStreamThatBreaksLeavesNothingBehind() throws IOException {
    var breaking =
        new SequenceInputStream(new ByteArrayInputStream(noise(100_000)), new DeadLine());
    assertThatThrownBy(() -> blobs.put(breaking)).hasMessage("the line went dead");
    assertThat(files()).isEmpty();
  }

  @Test
  void moreThanTheLimitIsRefusedAndLeavesNothingBehind() throws IOException {
    assertThatThrownBy(() -> blobs.put(tooMuch())).isInstanceOf(Refused.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void whatADeadWriterLeftIsRemovedAndWhatALivingOneWritesIsNot() throws IOException {
    Files.write(directory.resolve("incoming/dead.part"), noise(10));
    Path living = directory.resolve("incoming/living.part");
    try (var channel =
            FileChannel.open(living, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      assertThat(blobs.removeLeftovers()).isEqualTo(1);
      assertThat(files()).containsExactly(living);
    }
  }

  @Test
  void aBlobCutShortByACrashOfTheDiskIsSeenAndMendedByTheNextPut() throws IOException {
    var id = blobs.put(stream("whole and well"));
    Files.writeString(blobs.path(id), "whole");
    assertThat(blobs.intact(id)).isFalse();
    blobs.put(stream("whole and well"));
    assertThat(blobs.intact(id)).isTrue();
  }

  @Test
  void whatIsNotThereSaysSo() {
    var id = new BlobId("0".repeat(64));
    assertThat(blobs.holds(id)).isFalse();
    assertThatThrownBy(() -> blobs.open(id)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void anIdThatIsAPathIsRefused() {
    assertThatThrownBy(() -> new BlobId("../../etc/passwd")).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> new BlobId("A".repeat(64))).isInstanceOf(InvalidInput.class);
  }

  private static InputStream tooMuch() {
    return new ByteArrayInputStream(new byte[2_000_000]);
  }

  private static final class DeadLine extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the line went dead");
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      return read();
    }
  }

  private List<Path> files() throws IOException {
    try (var all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }
}
