package org.antiphon.examination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.antiphon.audio.AudioLimits;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.CodecSettings;
import org.antiphon.catalogue.Authorisation;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.RosterFile;
import org.antiphon.config.ProvenanceSettings;
import org.antiphon.database.TestDatabase;
import org.antiphon.database.UuidV7;
import org.antiphon.detection.CombParameters;
import org.antiphon.detection.Detector;
import org.antiphon.enforcement.attestation.Fixture;
import org.antiphon.enforcement.basis.Basis;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Decision;
import org.antiphon.eval.DrawnCovers;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.Matcher;
import org.antiphon.impersonation.CoverPrint;
import org.antiphon.impersonation.Covers;
import org.antiphon.impersonation.Impersonation;
import org.antiphon.intake.Credits;
import org.antiphon.intake.PlatformId;
import org.antiphon.intake.Upload;
import org.antiphon.intake.UploadId;
import org.antiphon.intake.UploadState;
import org.antiphon.intake.Uploader;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.provenance.Pki;
import org.antiphon.provenance.Provenance;
import org.antiphon.provenance.Signer;
import org.antiphon.provenance.TrustSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the examiners really say of a file and its credits, and what the rules R1, R12 and R16 make
/// of just that: nothing in between is written by hand.
class RoutedFindingsTest {
  private static final String ARTIST = "Tessaline Orveth";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));
  private static final String MARK = "made with suno; created=2026-01-01T00:00:00Z; id=x";

  private static final BufferedImage OURS = DrawnCovers.of(9);

  @TempDir private static Path folder;
  private static Fixture fixture;
  private static AudioReader reader;
  private static LandmarkIndex index;
  private static Pki pki;
  private static Provenance provenance;
  private static Examiner examiner;

  @BeforeAll
  static void open() throws Exception {
    fixture = new Fixture(folder.resolve("enforcement"));
    reader =
        new AudioReader(CodecSettings.in(TestDatabase.cache().resolve("javacpp")).withWorkers(1));
    index = LandmarkIndex.open(folder.resolve("index"), LandmarkParameters.current());
    pki = Pki.make(folder, "label");
    TrustSet trust = pki.trust();
    provenance = Provenance.open(() -> trust, CLOCK);
    var matcher = new Matcher(index);
    var roster = new Impersonation(RosterFile.require(roster()));
    examiner =
        new Examiner(
            new Listener(reader, LandmarkParameters.current(), AudioLimits.standard()),
            matcher::identify,
            new Detector(CombParameters.current()),
            new Examiner.Statements(provenance, ProvenanceSettings.STANDARD),
            new Claims(() -> roster, _ -> false),
            new ArtworkLook(RoutedFindingsTest::covers, reader.pictures()));
  }

  @AfterAll
  static void close() {
    provenance.close();
    index.close();
    reader.close();
    fixture.close();
  }

  @Test
  void aClaimOnTheArtistsOwnProfileIsANoticeUnderThePlatformsPolicy() throws IOException {
    var routed = routed(sound(""), by("ar-tess", "Stranger Music"));
    assertThat(routed.codes()).contains("ON_PROFILE_UNDELIVERED");
    assertThat(routed.only().ground().basis()).isEqualTo(Basis.IMPERSONATION);
    assertThat(routed.only().ground().regime()).isEqualTo("PLATFORM_POLICY");
  }

  @Test
  void whatTheArtistsDistributorDeliveredIsRefusedByName() throws IOException {
    var routed = routed(sound(""), by("ar-tess", "Lantern Distribution"));
    assertThat(routed.only().ground().outcome()).isEqualTo("REFUSE");
    assertThat(routed.only().ground().code()).isEqualTo("AUTHORISED");
  }

  @Test
  void aKnownNamesakeIsRefused() throws IOException {
    var routed = routed(sound(""), by("ar-tess-lisbon", "Stranger Music"));
    assertThat(routed.only().ground().code()).isEqualTo("NAMESAKE");
  }

  @Test
  void aBeatInTheArtistsStyleOpensNothing() throws IOException {
    var routed =
        routed(
            sound(""),
            "{\"title\":\"Tessaline Orveth type beat\",\"artists\":[{\"name\":\"Kit\"}]}");
    assertThat(routed.cases()).isEmpty();
    assertThat(routed.trace()).contains("REFERENCE_NOT_CLAIM");
  }

  @Test
  void aNameElsewhereIsForAPersonToLookAt() throws IOException {
    var routed = routed(sound(""), by("x1", "Stranger Music"));
    assertThat(routed.codes()).containsExactly("CLAIMS_NAME");
    assertThat(routed.only().ground().code()).isEqualTo("POSSIBLE_IMPERSONATION");
  }

  @Test
  void aGeneratorsMarkInTheFileMakesThatClaimStrong() throws IOException {
    var routed = routed(sound(MARK), by("x1", "Stranger Music"));
    assertThat(routed.codes()).containsExactly("CLAIMS_NAME", "GENERATOR_MARK");
    assertThat(routed.document().toString()).contains(MARK);
    assertThat(routed.only().ground().outcome()).isEqualTo("NOTICE");
  }

  @Test
  void aGeneratorsMarkUnderAnotherNameOpensNothing() throws IOException {
    var routed =
        routed(sound(MARK), "{\"title\":\"Night Drive\",\"artists\":[{\"name\":\"Kit Amber\"}]}");
    assertThat(routed.document().path("provenance").path("marks")).isNotEmpty();
    assertThat(routed.codes()).isEmpty();
    assertThat(routed.cases()).isEmpty();
  }

  @Test
  void aSignedStatementThatAGeneratorMadeItIsAMarkToo() throws IOException {
    var signed = signed("trainedAlgorithmicMedia", "machine.wav");
    var routed = routed(signed, by("x1", "Stranger Music"));
    assertThat(routed.codes()).contains("GENERATOR_MARK");
  }

  @Test
  void aSignatureOfOurOwnOverAllOfTheSoundEndsTheClaim() throws IOException {
    var routed = routed(signed("digitalCreation", "own.wav"), by("ar-tess", "Stranger Music"));
    assertThat(routed.only().ground().outcome()).isEqualTo("REFUSE");
    assertThat(routed.only().ground().code()).isEqualTo("AUTHORISED_BY_SIGNATURE");
  }

  @Test
  void aBrokenSignatureNeitherEndsTheClaimNorIsAGround() throws IOException {
    byte[] bytes = Files.readAllBytes(signed("digitalCreation", "broken.wav"));
    bytes[20_000] ^= 1;
    var broken = Files.write(folder.resolve("broken-1.wav"), bytes);
    var routed = routed(broken, by("ar-tess", "Stranger Music"));
    assertThat(routed.document().path("provenance").path("state").asString()).isEqualTo("INVALID");
    assertThat(routed.trace()).contains("PROVENANCE_ALONE");
    assertThat(routed.only().ground().outcome()).isEqualTo("NOTICE");
    var alone = routed(broken, "{\"title\":\"Night\",\"artists\":[{\"name\":\"Kit Amber\"}]}");
    assertThat(alone.cases()).isEmpty();
  }

  /// The catalogue's one cover, of a recording of the artist's.
  private static Covers covers() {
    try {
      var pixels = reader.pictures().decode(DrawnCovers.png(OURS), "ours");
      var print = CoverPrint.of(pixels.width(), pixels.height(), pixels.rgb()).orElseThrow();
      return new Covers(List.of(new Covers.Cover(Fixture.HARBOUR, ARTIST, "e".repeat(64), print)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aBorrowedCoverAloneIsACaseAboutThePictureAndAboutNothingElse() throws IOException {
    var stolen = DrawnCovers.recompressed(DrawnCovers.cropped(OURS, new Random(4)), 0.5);
    var routed = routed(sound(""), NOBODY, DrawnCovers.jpeg(stolen, 0.8));
    assertThat(routed.document().path("artwork").path("state").asString()).isEqualTo("ALIKE");
    assertThat(routed.codes()).containsExactly("BORROWED_ARTWORK");
    assertThat(bases(routed)).containsExactlyInAnyOrder(Basis.COPIED_ARTWORK, Basis.IMPERSONATION);
    var picture = only(routed, Basis.COPIED_ARTWORK);
    assertThat(picture.ground().code()).isEqualTo("ARTWORK_ONLY");
    assertThat(picture.recordings()).containsExactly(Fixture.HARBOUR);
    assertThat(fixture.cases.segments(picture.id())).isEmpty();
    assertThat(only(routed, Basis.IMPERSONATION).ground().code())
        .isEqualTo("POSSIBLE_IMPERSONATION");
  }

  @Test
  void theArtistsNameElsewhereUnderTheirOwnCoverIsAnImpersonation() throws IOException {
    var routed = routed(sound(""), by("x1", "Stranger Music"), DrawnCovers.jpeg(OURS, 0.4));
    assertThat(routed.codes()).contains("BORROWED_ARTWORK", "CLAIMS_NAME");
    assertThat(only(routed, Basis.IMPERSONATION).ground().outcome()).isEqualTo("NOTICE");
  }

  @Test
  void aCoverInTheSameStyleIsNoSign() throws IOException {
    var style = DrawnCovers.jpeg(DrawnCovers.ofSeries(1, 5), 0.9);
    var routed = routed(sound(""), NOBODY, style);
    assertThat(routed.document().path("artwork").path("state").asString()).isEqualTo("OTHER");
    assertThat(routed.cases()).isEmpty();
  }

  @Test
  void aPlainPictureAndOneThatIsNoneSayNothing() throws IOException {
    var plain = routed(sound(""), NOBODY, DrawnCovers.png(DrawnCovers.plain(1)));
    assertThat(plain.document().path("artwork").path("state").asString()).isEqualTo("CANNOT_TELL");
    assertThat(plain.cases()).isEmpty();
    var none = routed(sound(""), NOBODY, new byte[] {1, 2, 3});
    assertThat(none.document().path("artwork").path("state").asString()).isEqualTo("UNREADABLE");
    assertThat(none.cases()).isEmpty();
  }

  @Test
  void whatTheArtistsDistributorDeliversMayShowTheirCover() throws IOException {
    var routed = routed(sound(""), by("ar-tess", "Lantern Distribution"), DrawnCovers.png(OURS));
    assertThat(routed.document().path("artwork").path("state").asString()).isEqualTo("ALIKE");
    assertThat(bases(routed)).doesNotContain(Basis.COPIED_ARTWORK);
    assertThat(routed.only().ground().code()).isEqualTo("AUTHORISED");
  }

  @Test
  void whoeverMayUseTheRecordingMayShowItsCover() throws IOException {
    var allowed =
        new Authorisation(
            UUID.randomUUID().toString(),
            Optional.of(Fixture.HARBOUR),
            Authorisation.Who.DISTRIBUTOR,
            "Stranger Music",
            "*",
            Optional.empty(),
            Optional.empty(),
            "a licence");
    fixture.works.put(Fixture.HARBOUR, Fixture.work(Fixture.HARBOUR, ARTIST, List.of(allowed)));
    try {
      var credits =
          "{\"title\":\"x\",\"artists\":[{\"name\":\"Kit\"}],\"distributor\":\"Stranger Music\"}";
      var routed = routed(sound(""), credits, DrawnCovers.png(OURS));
      assertThat(only(routed, Basis.COPIED_ARTWORK).ground().code()).isEqualTo("AUTHORISED");
    } finally {
      fixture.reset();
    }
  }

  private static List<Basis> bases(Routed routed) {
    return routed.cases().stream().map(it -> it.ground().basis()).toList();
  }

  private static Case only(Routed routed, Basis basis) {
    var found = routed.cases().stream().filter(it -> it.ground().basis() == basis).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static final String NOBODY =
      "{\"title\":\"Night Drive\",\"artists\":[{\"name\":\"Kit Amber\"}]}";

  @Test
  void machineMadeWithAGeneratorsMarkIsLabelledWhereThePlatformLabelsAndNeverNotified()
      throws IOException {
    fixture.labels = true;
    try {
      var routed = routed(Plucked.rendered(folder, 3, MARK), NOBODY);
      assertThat(routed.document().path("detect").path("verdict").asString())
          .isEqualTo("MACHINE_MADE");
      assertThat(routed.only().ground().basis()).isEqualTo(Basis.AI_LABEL);
      assertThat(routed.only().ground().outcome()).isEqualTo("LABEL");
      var reviewer = new UUID(7, 7);
      fixture.review.decide(routed.only().id(), Decision.Kind.APPROVE, "", reviewer);
      var over = fixture.cases.get(routed.only().id());
      assertThat(over.state()).isEqualTo(CaseState.CLOSED);
      assertThat(over.endedBecause()).contains("LABELLED");
      assertThat(fixture.notices.ofTarget("warble", over.target().externalId(), Basis.AI_LABEL))
          .isEmpty();
    } finally {
      fixture.labels = false;
    }
  }

  @Test
  void machineMadeWithOneSignOnlyOpensNothingWhateverThePlatformsPolicy() throws IOException {
    fixture.labels = true;
    try {
      var routed = routed(Plucked.rendered(folder, 4, ""), NOBODY);
      assertThat(routed.document().path("detect").path("verdict").asString())
          .isEqualTo("MACHINE_MADE");
      assertThat(routed.cases()).isEmpty();
      assertThat(routed.trace()).contains("AI_ALONE");
    } finally {
      fixture.labels = false;
    }
  }

  @Test
  void machineMadeWithTwoSignsOpensNothingWhereNothingIsLabelled() throws IOException {
    var routed = routed(Plucked.rendered(folder, 5, MARK), NOBODY);
    assertThat(routed.cases()).isEmpty();
    assertThat(routed.trace()).contains("no policy for labels");
  }

  /// What came of one file.
  private record Routed(JsonNode document, List<Case> cases, String trace) {
    Case only() {
      assertThat(cases).hasSize(1);
      return cases.getFirst();
    }

    List<String> codes() {
      return document
          .path("impersonation")
          .path("findings")
          .valueStream()
          .map(finding -> finding.path("code").asString(""))
          .toList();
    }
  }

  private static Routed routed(Path file, String credits) throws IOException {
    return routed(file, credits, Optional.empty());
  }

  private static Routed routed(Path file, String credits, byte[] picture) throws IOException {
    var path = Files.write(folder.resolve(UUID.randomUUID() + ".picture"), picture);
    return routed(file, credits, Optional.of(path));
  }

  private static Routed routed(Path file, String credits, Optional<Path> picture)
      throws IOException {
    var upload = upload(credits);
    var examined =
        examiner.examine(
            file, file.toString(), new Examiner.Shown(CreditsShown.of(upload), picture), _ -> {});
    byte[] document = AssessmentDocument.write(upload, "d".repeat(64), examined, "lm1-0", 1);
    var id = new AssessmentId(UuidV7.next(fixture.clock));
    var assessment = AssessmentDocument.read(id, fixture.now, document);
    fixture.uploads.put(upload.id().uuid(), upload);
    fixture.assessments.put(id.value(), assessment);
    fixture.names.put(ARTIST, List.of(nameMandate()));
    var cases = fixture.opening.open(id.value()).stream().map(fixture.cases::get).toList();
    return new Routed(JsonMapper.shared().readTree(assessment.json()), cases, trace(id.value()));
  }

  private static String trace(UUID assessment) {
    return fixture
        .database
        .sql()
        .sql("select trace::text from routing where assessment_id = ?")
        .param(assessment)
        .query(String.class)
        .single();
  }

  private static Mandate nameMandate() {
    var terms =
        new Mandate.Terms(
            Mandate.Kind.NAME_LIKENESS,
            Mandate.Role.AGENT,
            ARTIST,
            java.util.Set.of("*"),
            Optional.empty(),
            Optional.empty());
    return Mandate.of(terms, Optional.of("b".repeat(64)), java.util.Set.of("jane@example.org"));
  }

  private static String by(String profile, String distributor) {
    return """
    {"title":"Night Drive","artists":[{"name":"%s","role":"main","id":"%s"}],
    "distributor":"%s"}
    """
        .formatted(ARTIST, profile, distributor);
  }

  /// An upload of its own, by an uploader of its own, with a sound of its own: no history.
  private static Upload upload(String credits) {
    var name = fixture.next();
    return new Upload(
        new UploadId(UuidV7.next(fixture.clock)),
        new PlatformId("warble"),
        name,
        1,
        Instant.parse("2026-11-20T10:00:00Z"),
        URI.create("https://warble.example/u/" + name),
        URI.create("https://warble.example/a/" + name),
        12,
        new Uploader("u-" + name, "Uploader " + name, Optional.empty(), Optional.empty()),
        Credits.of(credits),
        Optional.of(
            new org.antiphon.blobs.BlobId(
                CanonicalJson.sha256(name.getBytes(StandardCharsets.UTF_8)))),
        Optional.of(fixture.now),
        UploadState.FETCHED,
        Optional.empty());
  }

  private static Path roster() throws IOException {
    return Files.write(
        folder.resolve("roster.csv"),
        List.of(
            "artist,aliases,isni,platform_ids,distributors,uploaders,label_lines,isrc_prefixes,"
                + "releases,namesake_ids,name_mandate",
            ARTIST
                + ",,,warble:ar-tess,Lantern Distribution,,Lantern House,ZZTSO,,"
                + "warble:ar-tess-lisbon,"));
  }

  private static Path signed(String source, String name) throws IOException {
    assumeTrue(provenance.hasEngine(), "the engine is not built: npm is missing");
    var out = folder.resolve(UUID.randomUUID() + name);
    new Signer(provenance, CLOCK)
        .sign(sound(""), out, pki.signatory(), new Signer.Statement("a title", source, false));
    return out;
  }

  private static Path sound(String comment) throws IOException {
    return Plucked.wav(folder, 7, comment);
  }
}
