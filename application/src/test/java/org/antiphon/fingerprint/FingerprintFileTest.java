package org.antiphon.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.antiphon.catalogue.Isrc;
import org.antiphon.problem.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintFileTest {
  /// The example of docs/reference/afp.md: peak i in frame 6·i at quarter bin 37·i mod 720,
  /// contrast 300 + i, rank i mod 40, over 10 s; the key is RFC 8032's first test key (§7.1).
  private static final Peaks PEAKS = peaks(100);

  private static final FingerprintFile FILE =
      new FingerprintFile(
          PEAKS,
          new FingerprintFile.Ids(
              Optional.of(new Isrc("QZANT2600001")),
              Optional.empty(),
              Optional.empty(),
              "Lantern",
              "Kern",
              "",
              ""),
          Optional.empty(),
          Instant.ofEpochSecond(1_795_000_000L),
          Optional.empty(),
          "for matching only");

  private static final String SEED =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
  private static final String PUBLIC =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  private static Peaks peaks(int count) {
    var peaks = new Peaks(625, new int[count], new int[count], new int[count], new int[count]);
    for (int i = 0; i < count; i++) {
      peaks.t()[i] = 6 * i;
      peaks.f()[i] = 37 * i % 720;
      peaks.contrast()[i] = 300 + i;
      peaks.rank()[i] = i % 40;
    }
    return peaks;
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    var read = FingerprintFile.read(FILE.write(new Key()), "x.afp");
    assertThat(read.signer()).isEqualTo(PUBLIC);
    assertThat(read.file().peaks().sha256()).isEqualTo(PEAKS.sha256());
    assertThat(read.file().ids()).isEqualTo(FILE.ids());
    assertThat(read.file().issued()).isEqualTo(FILE.issued());
    assertThat(read.file().terms()).isEqualTo("for matching only");
  }

  @Test
  void theExampleOfTheReferencePageHasTheBytesThatThePageTells() throws Exception {
    byte[] envelope = unzipped(FILE.write(new Key()));
    assertThat(envelope.length).isEqualTo(ENVELOPE_BYTES);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(envelope)))
        .isEqualTo(ENVELOPE_SHA256);
  }

  private static final int ENVELOPE_BYTES = 779;
  private static final String ENVELOPE_SHA256 =
      "f3d0e7907961627eb0c18106fc6739a7c430e128b9abc4c3a7317c7b1bfbdbd2";

  @Test
  void oneChangedByteAnywhereIsRefused() throws IOException {
    byte[] envelope = unzipped(FILE.write(new Key()));
    var random = new Random(12);
    for (int i = 0; i < 300; i++) {
      byte[] changed = envelope.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
      assertThatThrownBy(() -> FingerprintFile.read(zipped(changed), "x.afp"))
          .isInstanceOf(Unreadable.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 17, 100, 400})
  void aFileCutOffAnywhereIsRefused(int length) throws IOException {
    byte[] envelope = Arrays.copyOf(unzipped(FILE.write(new Key())), length);
    assertThatThrownBy(() -> FingerprintFile.read(zipped(envelope), "x.afp"))
        .isInstanceOf(Unreadable.class);
  }

  @Test
  void noiseIsRefused() throws IOException {
    var random = new Random(13);
    for (int i = 0; i < 500; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertThatThrownBy(() -> FingerprintFile.read(zipped(noise), "x.afp"))
          .isInstanceOf(Unreadable.class);
    }
  }

  @Test
  void aFileThatUnpacksWithoutEndIsRefused() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 40; i++) zip.write(zeros);
    }
    assertThatThrownBy(() -> FingerprintFile.read(bytes.toByteArray(), "x.afp"))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("unpacks to more");
  }

  @Test
  void aPeakBehindTheEndIsRefusedThoughItIsSigned() {
    var peaks = peaks(100);
    peaks.t()[99] = 625;
    refused(peaks, "lies outside");
  }

  @Test
  void peaksOutOfOrderAreRefusedThoughTheyAreSigned() {
    var peaks = peaks(100);
    peaks.t()[1] = 0;
    peaks.f()[1] = 0;
    refused(peaks, "out of order");
  }

  @Test
  void aFrequencyAboveTheScaleIsRefusedThoughItIsSigned() {
    var peaks = peaks(100);
    peaks.f()[5] = 720;
    refused(peaks, "lies outside");
  }

  @Test
  void aFingerprintOfFewPeaksIsRefused() {
    refused(peaks(40), "fewer than 5 peaks");
  }

  private static void refused(Peaks peaks, String why) {
    byte[] bytes =
        new FingerprintFile(
                peaks,
                FingerprintFile.Ids.NONE,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                "")
            .write(new Key());
    assertThatThrownBy(() -> FingerprintFile.read(bytes, "x.afp"))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining(why);
  }

  private static byte[] unzipped(byte[] file) throws IOException {
    try (var zip = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return zip.readAllBytes();
    }
  }

  private static byte[] zipped(byte[] envelope) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(envelope);
    }
    return bytes.toByteArray();
  }

  /// RFC 8032's first test key.
  private static final class Key implements FingerprintFile.Signer {
    private final KeyPair pair;

    Key() {
      try {
        var generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(
            NamedParameterSpec.ED25519,
            new SecureRandom() {
              @Override
              public void nextBytes(byte[] bytes) {
                System.arraycopy(HexFormat.of().parseHex(SEED), 0, bytes, 0, bytes.length);
              }
            });
        pair = generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public byte[] publicKey() {
      byte[] encoded = pair.getPublic().getEncoded();
      return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    @Override
    public byte[] sign(byte[] message) {
      try {
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(message);
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
