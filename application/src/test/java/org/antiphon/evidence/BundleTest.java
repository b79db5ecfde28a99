package org.antiphon.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.antiphon.ledger.SigningKey;
import org.antiphon.ledger.Verification;
import org.antiphon.ledger.Verification.Check;
import org.antiphon.ledger.Verification.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bundle of a real case, judged by both verifiers.
class BundleTest {
  @TempDir private static Path folder;
  private static Stage stage;
  private static Path bundle;

  /// The same without sound and pictures, for tests that change it many times.
  private static Path light;

  private static SecondVerifier second;

  @BeforeAll
  static void export() throws Exception {
    stage = new Stage(folder);
    secondOpinion("{\"confidence\":0.02,\"artifacts\":[]}");
    bundle = stage.export(folder, Evidence.Copy.RECIPIENT);
    second = SecondVerifier.compiled(folder.resolve("second"));
    var few = payload(parts(bundle));
    few.keySet().removeIf(name -> name.matches(".*(flac|png|svg|csv|ogg|apk)"));
    light = resigned(few);
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @Test
  void aBundleHoldsByItselfAndUnderTheLedgersKey() throws Exception {
    assertThat(verify(bundle).checks())
        .allSatisfy(check -> assertThat(check.result()).isNotEqualTo(Result.FAILED));
    var key = stage.keys.ledgerKey().verifying();
    assertThat(new BundleVerifier(Optional.of(key)).verify(bundle).verified()).isTrue();
    assertThat(second.faults(bundle, key.vkey())).isEmpty();
    assertThat(new BundleVerifier(Optional.empty()).verify(bundle).entries()).isGreaterThan(8);
  }

  @Test
  void aBundleIsNotUnderAStrangersKey() throws Exception {
    var stranger = new SigningKey("stranger", new byte[32]).verifying();
    var found = new BundleVerifier(Optional.of(stranger)).verify(bundle);
    assertThat(failed(found)).contains("key", "signature", "ledger.checkpoint");
    assertThat(second.faults(bundle, stranger.vkey()).keySet())
        .contains("key", "signature", "ledger.checkpoint");
  }

  private static void secondOpinion(String answer) {
    stage
        .database
        .sql()
        .sql(
            """
            insert into second_opinion (id, service, blob_sha256, assessment_id, upload_id, sent,
              state, probability, answer, answer_sha256, reason, at)
            select gen_random_uuid(), 'Echo', blob_sha256, id, upload_id, 'AUDIO', 'ANSWERED', 0.02,
              :answer, encode(sha256(:answer), 'hex'), '', at from assessment
            """)
        .param("answer", answer.getBytes(StandardCharsets.UTF_8))
        .update();
  }

  @Test
  void aSecondOpinionIsInItWithTheAnswerAsItCameAndTheAssessmentKnowsNothingOfIt()
      throws IOException {
    var all = parts(bundle);
    assertThat(text(all, "data/examination/second-opinion-01.json"))
        .contains("\"probability\":\"0.020\"", "\"agreement\":\"AGREES\"");
    assertThat(text(all, "data/examination/second-opinion-01-answer.bin"))
        .isEqualTo("{\"confidence\":0.02,\"artifacts\":[]}");
    assertThat(text(all, "data/examination/assessment.json")).doesNotContain("Echo");
  }

  @Test
  void itHoldsWhatAPersonNeeds() throws IOException {
    assertThat(parts(bundle).keySet())
        .contains(
            "data/summary.html",
            "data/case.json",
            "data/notice/01/notice.json",
            "data/notice/01/notice.txt",
            "data/notice/01/attestation.json",
            "data/upload/audio.ogg",
            "data/upload/excerpt-01.flac",
            "data/reference/01/excerpt-01.flac",
            "data/reference/01/peaks.apk",
            "data/examination/assessment.json",
            "data/examination/alignment.csv",
            "data/examination/pictures/alignment-01.svg",
            "data/examination/pictures/spectrogram-upload.png",
            "data/ledger/checkpoint",
            "data/custody.csv",
            "data/method/rerun.md");
  }

  @Test
  void theSameCaseAtTheSameSizeOfTheLedgerGivesTheSamePayload() throws IOException {
    var again = parts(stage.export(folder, Evidence.Copy.RECIPIENT));
    parts(bundle)
        .forEach((name, bytes) -> {
          boolean grows =
              name.startsWith("data/ledger/")
                  || name.startsWith("tagmanifest")
                  || List.of(
                          "data/custody.csv",
                          "data/summary.html",
                          "manifest-sha256.txt",
                          "bag-info.txt")
                      .contains(name);
          if (!grows) assertThat(again.get(name)).as(name).isEqualTo(bytes);
        });
  }

  @Test
  void anExportIsInTheLedgerAndInTheBundle() throws IOException {
    var entries = text(parts(bundle), "data/ledger/entries.jsonl");
    assertThat(entries).contains("\"kind\":\"exported\"");
  }

  @Test
  void onlyTheFullCopyOpensPersonalValues() throws Exception {
    var full = stage.export(folder, Evidence.Copy.FULL);
    assertThat(result(verify(full), "commitments")).isEqualTo(Result.OK);
    assertThat(result(verify(bundle), "commitments")).isEqualTo(Result.NOT_PRESENT);
    assertThat(second.faults(full, "")).isEmpty();
    assertThat(parts(bundle)).doesNotContainKey("data/ledger/openings.json");
  }

  @Test
  void theSameSoundGivesTheSameFiguresAgain() throws IOException {
    var outcome = new Rerun(stage.sounds.rehearing()).run(bundle);
    assertThat(outcome.differences()).isEmpty();
    assertThat(outcome.same()).isTrue();
    assertThat(outcome.compared()).isGreaterThan(20);
  }

  @Test
  void aFigureThatWasNotFoundIsNamed() throws IOException {
    var parts = parts(bundle);
    var assessment = text(parts, "data/examination/assessment.json");
    parts.put(
        "data/examination/assessment.json",
        assessment
            .replaceFirst("\"score\":\"[0-9]", "\"score\":\"9")
            .getBytes(StandardCharsets.UTF_8));
    var outcome = new Rerun(stage.sounds.rehearing()).run(written(parts));
    assertThat(outcome.same()).isFalse();
    assertThat(outcome.differences().getFirst().where()).contains("score");
  }

  @Test
  void oneChangedByteOfAnyPartNamesThatPart() throws Exception {
    assertThat(verify(light).verified()).isTrue();
    assertThat(second.faults(light, "")).isEmpty();
    for (var name : parts(light).keySet()) {
      var parts = parts(light);
      byte[] bytes = bytes(parts, name).clone();
      if (bytes.length == 0) continue;
      bytes[bytes.length / 2] ^= 1;
      parts.put(name, bytes);
      var changed = written(parts);
      var found = verify(changed);
      assertThat(found.verified()).as(name).isFalse();
      boolean signed = name.startsWith("tagmanifest");
      assertThat(detail(found, signed ? "signature" : "bag")).as(name).contains(name);
      assertThat(second.faults(changed, "")).as(name).isNotEmpty();
      Files.delete(changed);
    }
  }

  @Test
  void bothVerifiersJudgeTwoHundredChangedBundlesAlike() throws Exception {
    var random = new Random(20261122);
    var original = Files.readAllBytes(light);
    for (int i = 0; i < 200; i++) {
      var changed = i % 2 == 0 ? flipped(original, random) : written(mutated(random));
      var ours = verify(changed);
      var theirs = second.faults(changed, "");
      assertThat(ours.verified()).as("change " + i + ": " + ours.checks()).isFalse();
      assertThat(theirs).as("change " + i + ": " + ours.checks()).isNotEmpty();
      Files.delete(changed);
    }
  }

  @Test
  void aForgerWhoMakesTheBagFitAgainIsFoundByTheSignature() throws Exception {
    var parts = payload(parts(bundle));
    var notice =
        text(parts, "data/notice/01/notice.json").replace("Example Rights", "Forged Rights");
    parts.put("data/notice/01/notice.json", notice.getBytes(StandardCharsets.UTF_8));
    var forged = folder.resolve("forged.zip");
    try (var out = Files.newOutputStream(forged)) {
      Bag.write(asParts(parts), "x", "2026-11-22", new SigningKey("forger", new byte[32]), out);
    }
    var found = verify(forged);
    assertThat(failed(found)).contains("signature", "notice", "attestation");
    assertThat(result(found, "bag")).isEqualTo(Result.OK);
    assertThat(second.faults(forged, "").keySet()).contains("signature", "notice", "attestation");
  }

  @Test
  void aSwappedEntryAndAMissingProofAreFound() throws Exception {
    var parts = payload(parts(bundle));
    var lines = new ArrayList<>(text(parts, "data/ledger/entries.jsonl").lines().toList());
    Collections.swap(lines, 0, 1);
    parts.put(
        "data/ledger/entries.jsonl",
        (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    assertThat(failed(verify(resigned(parts)))).contains("ledger.inclusion");
    var fewer = payload(parts(bundle));
    fewer.remove(first(fewer));
    var file = resigned(fewer);
    assertThat(failed(verify(file))).contains("ledger.inclusion");
    assertThat(second.faults(file, "").keySet()).contains("ledger.inclusion");
  }

  private static String first(Map<String, byte[]> parts) {
    return parts.keySet().stream()
        .filter(name -> name.endsWith(".tlog-proof"))
        .findFirst()
        .orElse("");
  }

  @Test
  void hostileContainersAreRefusedUnread() throws Exception {
    refused(zipped(ZipEntry.DEFLATED, "data/bomb", new byte[50_000_000]), "packed");
    refused(zipped(ZipEntry.STORED, "../../etc/passwd", new byte[3]), "name");
    refused(zipped(ZipEntry.STORED, "/etc/passwd", new byte[3]), "name");
    refused(zipped(ZipEntry.STORED, "data\\x", new byte[3]), "name");
    refused(twice(), "two parts");
    refused(Files.writeString(folder.resolve("text"), "no bundle at all, but long enough"), "ZIP");
    refused(Files.write(folder.resolve("empty"), new byte[0]), "22 bytes");
    var appended = Arrays.copyOf(Files.readAllBytes(bundle), (int) Files.size(bundle) + 100);
    refused(Files.write(folder.resolve("appended"), appended), "ZIP");
  }

  @Test
  void aSymbolicLinkIsNoPart() throws Exception {
    byte[] linked = Files.readAllBytes(bundle);
    int central = indexOf(linked, new byte[] {'P', 'K', 1, 2});
    linked[central + 41] = (byte) 0xa1; // S_IFLNK in the external attributes
    refused(Files.write(folder.resolve("linked"), linked), "not as it was written");
  }

  @Test
  void aChangedPartIsNamedAndNoByteThatWasNotChanged() throws Exception {
    byte[] changed = Files.readAllBytes(light);
    int at = indexOf(changed, "BagIt-Version".getBytes(StandardCharsets.US_ASCII));
    changed[at] ^= 1;
    var found = verify(Files.write(folder.resolve("changed"), changed));
    assertThat(detail(found, "container")).isEqualTo("bagit.txt is not as it was written");
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i < bytes.length - wanted.length; i++)
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) return i;
    throw new AssertionError("not found");
  }

  private static void refused(Path file, String why) throws Exception {
    var found = verify(file);
    assertThat(detail(found, "container")).contains(why);
    assertThat(found.verified()).isFalse();
    assertThat(second.faults(file, "")).containsKey("container");
  }

  private static Path zipped(int method, String name, byte[] bytes) throws IOException {
    var file = Files.createTempFile(folder, "hostile", ".zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setMethod(method);
      var entry = new ZipEntry(name);
      if (method == ZipEntry.STORED) {
        var crc = new CRC32();
        crc.update(bytes);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
      }
      zip.putNextEntry(entry);
      zip.write(bytes);
      zip.closeEntry();
    }
    return file;
  }

  /// The JDK writes no name twice: two names of equal length, one written over the other.
  private static Path twice() throws IOException {
    var file = Files.createTempFile(folder, "twice", ".zip");
    try (var out = Files.newOutputStream(file)) {
      Container.write(List.of(Part.of("data/a", "1"), Part.of("data/b", "2")), out);
    }
    var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return Files.write(
        file, text.replace("data/b", "data/a").getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Path flipped(byte[] original, Random random) throws IOException {
    byte[] changed = original.clone();
    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    return Files.write(Files.createTempFile(folder, "flipped", ".zip"), changed);
  }

  /// One part changed, lost, swapped for another, renamed or added.
  private static Map<String, byte[]> mutated(Random random) throws IOException {
    var parts = parts(light);
    var names = List.copyOf(parts.keySet());
    var name = names.get(random.nextInt(names.size()));
    var other = names.get((names.indexOf(name) + 1) % names.size());
    switch (random.nextInt(5)) {
      case 0 -> parts.remove(name);
      case 1 -> parts.put(name, Arrays.copyOf(bytes(parts, other), bytes(parts, name).length + 2));
      case 2 -> {
        parts.put(name + "x", bytes(parts, name));
        parts.remove(name);
      }
      case 3 -> parts.put("data/added", new byte[] {1});
      default -> parts.put(name, Arrays.copyOf(bytes(parts, name), bytes(parts, name).length + 1));
    }
    return parts;
  }

  static Map<String, byte[]> parts(Path file) throws IOException {
    var parts = new TreeMap<String, byte[]>();
    try (var zip = new ZipFile(file.toFile())) {
      for (var entry : zip.stream().toList())
        parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
    }
    return parts;
  }

  private static Map<String, byte[]> payload(Map<String, byte[]> parts) {
    parts.keySet().removeIf(name -> !name.startsWith("data/"));
    return parts;
  }

  private static List<Part> asParts(Map<String, byte[]> parts) {
    return parts.entrySet().stream().map(each -> Part.of(each.getKey(), each.getValue())).toList();
  }

  /// By somebody who has our own key, such as we.
  private static Path resigned(Map<String, byte[]> payload) throws IOException {
    var file = Files.createTempFile(folder, "resigned", ".zip");
    try (var out = Files.newOutputStream(file)) {
      Bag.write(asParts(payload), "x", "2026-11-22", stage.keys.ledgerKey(), out);
    }
    return file;
  }

  private static Path written(Map<String, byte[]> parts) throws IOException {
    var file = Files.createTempFile(folder, "written", ".zip");
    try (var out = Files.newOutputStream(file)) {
      Container.write(asParts(parts), out);
    }
    return file;
  }

  private static Verification verify(Path file) throws IOException {
    return new BundleVerifier(Optional.empty()).verify(file);
  }

  private static List<String> failed(Verification found) {
    return found.checks().stream()
        .filter(check -> check.result() == Result.FAILED)
        .map(Check::name)
        .toList();
  }

  private static Result result(Verification found, String name) {
    return check(found, name).result();
  }

  private static String detail(Verification found, String name) {
    return check(found, name).detail();
  }

  private static Check check(Verification found, String name) {
    return found.checks().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  private static byte[] bytes(Map<String, byte[]> parts, String name) {
    return Objects.requireNonNull(parts.get(name), name);
  }

  private static String text(Map<String, byte[]> parts, String name) {
    return new String(bytes(parts, name), StandardCharsets.UTF_8);
  }
}
