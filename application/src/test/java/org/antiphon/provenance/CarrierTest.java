package org.antiphon.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.antiphon.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Frames of files, whole, hostile and mutated; the rules that need no engine.
class CarrierTest {
  private static final byte[] STORE = box("jumb", box("jumd", new byte[20]));
  @TempDir private Path folder;

  @Test
  void withoutAnEngineNoFileIsCalledUnsigned() throws IOException {
    var pool = new EnginePool(Optional.empty(), EngineLimits.STANDARD);
    var file = Files.write(folder.resolve("a.wav"), SoundFiles.wav());
    try (var provenance = Provenance.with(pool, TrustSet::official, InstantSource.system())) {
      var report = provenance.examine(file);
      assertThat(report.state()).isEqualTo(State.UNVERIFIED);
      assertThat(report.findings())
          .singleElement()
          .satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("engine.missing");
            assertThat(finding.explanation()).contains("npm");
          });
      assertThat(Detectors.mayBeSkipped(report)).isFalse();
    }
  }

  @Test
  void eachContainerIsToldByItsBytesAndItsStoreIsFound() throws IOException {
    assertThat(find(SoundFiles.wav(SoundFiles.chunk("C2PA", STORE))).stores()).hasSize(1);
    byte[] object =
        SoundFiles.join(new byte[] {0}, SoundFiles.ascii("application/c2pa\0\0\0"), STORE);
    var mp3 = find(SoundFiles.mp3(SoundFiles.frame("GEOB", object)));
    assertThat(mp3.container()).isEqualTo(Container.MP3);
    assertThat(mp3.stores())
        .singleElement()
        .satisfies(store -> assertThat(store.jumbf().length()).isEqualTo(STORE.length));
    var ogg = find(SoundFiles.join(SoundFiles.ogg("OpusHead"), SoundFiles.ogg("\0c2pa store")));
    assertThat(ogg.container()).isEqualTo(Container.OGG);
    assertThat(ogg.stores()).hasSize(1);
    assertThat(find(STORE).container()).isEqualTo(Container.SIDECAR);
  }

  @Test
  void aFrameThatCannotBeReadIsAFaultAndNotPassedBy() throws IOException {
    byte[] object = SoundFiles.ascii("\0application/c2pa\0\0\0store");
    byte[] packed = SoundFiles.frame("GEOB", object);
    packed[9] = 0x08; // compressed
    assertThat(find(SoundFiles.mp3(packed)).fault()).isEqualTo(Carrier.Fault.DAMAGED);
    byte[] unsynchronised = SoundFiles.mp3(SoundFiles.frame("GEOB", object));
    unsynchronised[5] = (byte) 0x80;
    assertThat(find(unsynchronised).fault()).isEqualTo(Carrier.Fault.DAMAGED);
    byte[] cut = SoundFiles.wav();
    assertThat(find(java.util.Arrays.copyOf(cut, 4_000)).fault()).isEqualTo(Carrier.Fault.DAMAGED);
  }

  @Test
  void aGeneratorsTagsAndLabelsAreRead() throws IOException {
    String suno = "made with suno studio; created=2026-02-01T10:00:00Z; id=0b1c";
    for (byte[] file :
        List.of(
            SoundFiles.wav(SoundFiles.info("ICMT", suno)),
            SoundFiles.mp3(SoundFiles.text("COMM", "", suno)),
            SoundFiles.flac("comment=" + suno)))
      assertThat(MarkRules.of(find(file)))
          .singleElement()
          .satisfies(mark -> {
            assertThat(mark.kind()).isEqualTo("generator.suno");
            assertThat(mark.weight()).isEqualTo(Mark.Weight.POSSIBLY_AI);
          });
    assertThat(
            MarkRules.of(
                find(SoundFiles.mp3(SoundFiles.text("TXXX", "AIGC", "{\"Label\":\"1\"}")))))
        .singleElement()
        .satisfies(mark -> assertThat(mark.kind()).isEqualTo("aigc.label"));
    assertThat(MarkRules.of(find(SoundFiles.flac("comment=I love suno")))).isEmpty();
  }

  @Test
  void sourceTypesInXmpWeighLittleAndItsEntitiesAreNotFollowed() throws IOException {
    byte[] xmp =
        SoundFiles.xmp(
            "Iptc4xmpExt:DigitalSourceType="
                + "'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'");
    assertThat(MarkRules.of(find(SoundFiles.wav(SoundFiles.chunk("_PMX", xmp)))))
        .singleElement()
        .satisfies(mark -> assertThat(mark.weight()).isEqualTo(Mark.Weight.POSSIBLY_AI));
    var bomb =
        SoundFiles.ascii(
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a"
                + " xmlns:dcterms='http://purl.org/dc/terms/' dcterms:provenance='x'>&b;</a>");
    assertThat(XmpPacket.of(bomb).sourceType()).isEmpty();
  }

  @Test
  void nestingNumberAndLengthsOfBoxesAreBounded() {
    assertThat(StoreScan.fault(STORE)).isEmpty();
    byte[] deep = new byte[0];
    for (int i = 0; i < 40; i++) deep = box("jumb", deep);
    assertThat(StoreScan.fault(deep)).contains("manifest.damaged");
    byte[] many = new byte[8 * 20_001];
    for (int i = 0; i < 20_001; i++) System.arraycopy(box("free", new byte[0]), 0, many, 8 * i, 8);
    assertThat(StoreScan.fault(box("jumb", many))).contains("size.limit");
    byte[] lying = box("jumb", box("jumd", new byte[20]));
    lying[11] = 100;
    assertThat(StoreScan.fault(lying)).contains("manifest.damaged");
    assertThat(StoreScan.fault(box("jumb", box("brob", new byte[9]))))
        .contains("manifest.compressed");
  }

  /// No exception but the declared ones, and an end, whatever the bytes.
  @Test
  void everyMutatedFrameIsAnswered() throws IOException {
    var seeds =
        List.of(
            SoundFiles.wav(SoundFiles.info("ICMT", "a"), SoundFiles.chunk("C2PA", STORE)),
            SoundFiles.mp3(
                SoundFiles.text("TXXX", "a", "b"),
                SoundFiles.frame(
                    "GEOB", SoundFiles.join(SoundFiles.ascii("\0application/c2pa\0\0\0"), STORE))),
            SoundFiles.flac("comment=x"),
            SoundFiles.join(SoundFiles.ogg("OpusHead"), SoundFiles.ogg("OpusTags1234")),
            SoundFiles.join(
                box("ftyp", SoundFiles.ascii("M4A ")),
                box("moov", box("udta", box("meta", new byte[40])))));
    var random = new Random(42);
    var file = folder.resolve("mutated");
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = seeds.get(i % seeds.size()).clone();
      int head = Math.min(bytes.length, 200);
      for (int n = 0; n <= random.nextInt(6); n++)
        bytes[random.nextBoolean() ? random.nextInt(head) : random.nextInt(bytes.length)] =
            (byte) random.nextInt();
      try (var in = new FileBytes(Files.write(file, bytes))) {
        var carrier = new CarrierSearch(in).find();
        MarkRules.of(carrier);
        for (var store : carrier.stores())
          StoreScan.fault(in.read(store.jumbf().from(), store.jumbf().length()));
      }
    }
  }

  @Test
  void textsThatTurnTheDirectionOfWritingAreWrittenOut() {
    assertThat(Texts.shown("a\u202Egnp.exe\u0007")).isEqualTo("a[U+202E]gnp.exe[U+0007]");
    assertThat(Texts.shown("x".repeat(600))).hasSize(513).endsWith("…");
    assertThat(Texts.shown("Björk – 音楽")).isEqualTo("Björk – 音楽");
  }

  @Test
  void everyOwnCodeHasItsSentence() {
    for (var code :
        List.of(
            "engine.missing", "engine.trap", "time.limit", "manifest.damaged", "coverage.partial"))
      assertThat(Codes.known(code)).isTrue();
    assertThat(Codes.inWords("assertion.dataHash.mismatch"))
        .startsWith("The audio was changed after it was signed.");
    assertThat(Codes.known("made.up")).isFalse();
  }

  @Test
  void rootsAreAddedByNameWithoutTheirKeysAndRemoved() throws Exception {
    var pki = Pki.make(folder, "label");
    var trust = new TrustFolder(folder.resolve("trust.d"));
    var official = trust.current().id();
    var pem = pki.rootPem(folder);
    Files.writeString(
        pem,
        Files.readString(pem) + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    trust.add("label", pem);
    assertThat(trust.current().ownRoots()).containsOnlyKeys("label");
    assertThat(trust.current().id()).isNotEqualTo(official);
    assertThat(Files.readString(folder.resolve("trust.d/label.pem"))).doesNotContain("PRIVATE");
    assertThat(refusal(() -> trust.add("label", pem))).isEqualTo("TRUST_NAME");
    assertThat(refusal(() -> trust.add("../x", pem))).isEqualTo("TRUST_NAME");
    var leaf = folder.resolve("leaf.pem");
    Files.writeString(leaf, TrustSet.pem(pki.signatory().chainWithoutRoot()));
    assertThat(refusal(() -> trust.add("leaf", leaf))).isEqualTo("NOT_AN_AUTHORITY");
    trust.remove("label");
    assertThat(trust.current().id()).isEqualTo(official);
    assertThat(trust.current().signers()).hasSize(30);
    assertThat(trust.current().timeStampers()).hasSize(22);
  }

  /// A change that fails.
  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  private static String refusal(Change change) throws IOException {
    try {
      change.make();
      return "";
    } catch (Problem problem) {
      return problem.code();
    }
  }

  private Carrier find(byte[] bytes) throws IOException {
    try (var in = new FileBytes(Files.write(folder.resolve("found"), bytes))) {
      return new CarrierSearch(in).find();
    }
  }

  private static byte[] box(String type, byte[] payload) {
    return ByteBuffer.allocate(8 + payload.length)
        .putInt(8 + payload.length)
        .put(SoundFiles.ascii(type))
        .put(payload)
        .array();
  }
}
