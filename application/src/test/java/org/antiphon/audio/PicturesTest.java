package org.antiphon.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import org.antiphon.eval.DrawnCovers;
import org.antiphon.problem.Unreadable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
  private static AudioReader reader;
  private static PictureReader pictures;
  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    reader = new AudioReader(Sounds.settings().withWorkers(1));
    pictures = reader.pictures();
  }

  @AfterAll
  static void close() {
    reader.close();
  }

  @Test
  void jpegAndPngComeOutSmallWithTheirColours() throws IOException {
    var drawn = DrawnCovers.of(4);
    for (byte[] file : new byte[][] {DrawnCovers.png(drawn), DrawnCovers.jpeg(drawn, 0.95)}) {
      var pixels = pictures.decode(file, "cover");
      assertThat(pixels.originalWidth()).isEqualTo(480);
      assertThat(pixels.width()).isEqualTo(320);
      assertThat(pixels.height()).isEqualTo(320);
      var small = DrawnCovers.resized(drawn, 320, 320);
      long off = 0;
      for (int y = 0, at = 0; y < 320; y++)
        for (int x = 0; x < 320; x++) {
          int rgb = small.getRGB(x, y);
          for (int shift = 16; shift >= 0; shift -= 8)
            off += Math.abs((rgb >> shift & 255) - (pixels.rgb()[at++] & 255));
        }
      assertThat(off / (3.0 * 320 * 320)).isLessThan(6);
    }
  }

  @Test
  void aWebPIsRead() throws IOException {
    byte[] webp;
    try (var in = PicturesTest.class.getResourceAsStream("cover.webp")) {
      webp = java.util.Objects.requireNonNull(in).readAllBytes();
    }
    assertThat(pictures.decode(webp, "cover.webp").width()).isEqualTo(64);
  }

  @Test
  void aPngThatSaysBillionsOfPixelsIsRefusedBeforeTheyExist() {
    refused(pngSaying(60_000, 60_000));
  }

  @Test
  void whatIsNoPictureIsRefused() throws IOException {
    refused("<svg onload='x'></svg>".getBytes(StandardCharsets.UTF_8));
    refused("GIF89a, or so it says".getBytes(StandardCharsets.US_ASCII));
    refused(new byte[0]);
    byte[] cut = DrawnCovers.png(DrawnCovers.of(1));
    refused(java.util.Arrays.copyOf(cut, 60));
  }

  @Test
  void flippedBytesNeverHarmMoreThanTheirPicture() throws IOException {
    var random = new Random(9);
    byte[] jpeg = DrawnCovers.jpeg(DrawnCovers.resized(DrawnCovers.of(2), 120, 120), 0.7);
    byte[] png = DrawnCovers.png(DrawnCovers.resized(DrawnCovers.of(2), 120, 120));
    for (int i = 0; i < 150; i++) {
      byte[] broken = (i % 2 == 0 ? jpeg : png).clone();
      for (int flips = 0; flips < 8; flips++)
        broken[4 + random.nextInt(broken.length - 4)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(pictures.decode(broken, "flipped").width()).isBetween(1, 320);
      } catch (Unreadable refused) {
        assertThat(refused.code()).isIn("UNREADABLE", "TRUNCATED", "TOO_LARGE", "TIMED_OUT");
      }
    }
    assertThat(pictures.decode(jpeg, "whole").width()).isEqualTo(120);
  }

  @Test
  void thePictureThatASoundFileCarriesComesOutAsItWentIn() throws IOException {
    byte[] cover = DrawnCovers.jpeg(DrawnCovers.of(8), 0.9);
    var file = Files.write(folder.resolve("tagged.flac"), flacWith(cover));
    assertThat(pictures.carriedBy(file)).hasValueSatisfying(it -> assertThat(it).isEqualTo(cover));
    var bare = Files.write(folder.resolve("bare.flac"), flacWith(new byte[0]));
    assertThat(pictures.carriedBy(bare)).isEmpty();
  }

  private static void refused(byte[] bytes) {
    assertThatThrownBy(() -> pictures.decode(bytes, "hostile"))
        .isInstanceOfSatisfying(
            Unreadable.class,
            it -> assertThat(it.code()).isIn("UNREADABLE", "TOO_LARGE", "TRUNCATED"));
  }

  /// A FLAC file (RFC 9639 §8) with STREAMINFO, and a PICTURE block where there is one; the sound
  /// itself is left out: only the header is read.
  private static byte[] flacWith(byte[] picture) {
    var out = ByteBuffer.allocate(200 + picture.length);
    out.put("fLaC".getBytes(StandardCharsets.US_ASCII));
    out.putInt((picture.length == 0 ? 0x80000000 : 0) | 34);
    out.putShort((short) 4096).putShort((short) 4096).put(new byte[6]);
    out.putLong(44_100L << 44 | 1L << 41 | 15L << 36 | 44_100).put(new byte[16]);
    if (picture.length > 0) {
      byte[] mime = "image/jpeg".getBytes(StandardCharsets.US_ASCII);
      out.putInt(0x86 << 24 | (32 + mime.length + picture.length));
      out.putInt(3).putInt(mime.length).put(mime).putInt(0);
      out.putInt(480).putInt(480).putInt(24).putInt(0).putInt(picture.length).put(picture);
    }
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  private static byte[] pngSaying(int width, int height) {
    var header = ByteBuffer.allocate(17).put("IHDR".getBytes(StandardCharsets.US_ASCII));
    header.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
    var crc = new CRC32();
    crc.update(header.array());
    return ByteBuffer.allocate(8 + 4 + 17 + 4 + 40)
        .putLong(0x89504e470d0a1a0aL)
        .putInt(13)
        .put(header.array())
        .putInt((int) crc.getValue())
        .array();
  }
}
