package org.antiphon.enforcement.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.antiphon.blobs.BlobId;
import org.antiphon.enforcement.attestation.Fixture;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class NoticeFormsTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static Fixture it;
  private static Notice notice;
  private static byte[] document;

  @BeforeAll
  static void draft(@TempDir Path folder) throws IOException {
    it = new Fixture(folder);
    notice = it.draft(it.copied(it.next()));
    document = it.notices.document(notice.id());
  }

  @AfterAll
  static void close() {
    it.close();
  }

  private static JsonNode json() {
    return MAPPER.readTree(document);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  @Test
  void theDocumentIsItsOwnCanonicalFormAndFitsTheSchema() throws IOException {
    assertThat(CanonicalJson.of(json())).isEqualTo(document);
    try (var in = Objects.requireNonNull(Notice.class.getResourceAsStream("notice.schema.json"))) {
      var schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
      var text = new String(document, StandardCharsets.UTF_8);
      assertThat(schema.validate(text, InputFormat.JSON)).isEmpty();
      assertThat(schema.validate(text.replace("\"explanation\"", "\"story\""), InputFormat.JSON))
          .isNotEmpty();
    }
  }

  /// The evidence's own address takes no answer.
  @Test
  void whoDisagreesIsSentToTheAddressThatTakesObjections() {
    var said = json().path("explanation").asString();
    assertThat(said)
        .contains("The evidence is at " + json().at("/evidence/bundleUrl").asString() + " .")
        .endsWith("tell us at " + json().path("appealUrl").asString() + " .");
  }

  @Test
  void theTextHoldsEveryElementAndNoLineIsTooLong() {
    var text = TextForm.of(document, notice.documentSha256());
    for (var said : Elements.saidBy(json())) assertThat(oneLine(text)).contains(oneLine(said));
    assertThat(text).contains(notice.documentSha256());
    assertThat(text.lines().filter(line -> line.contains(" ")))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(TextForm.COLUMNS));
  }

  @Test
  void theHtmlHoldsEveryElementEscapedAndLoadsNothing() {
    var html = new HtmlForm().of(document, notice.documentSha256());
    var text =
        html.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
    for (var said : Elements.saidBy(json())) assertThat(oneLine(text)).contains(oneLine(said));
    assertThat(html)
        .doesNotContain("<b>co</b>", "<live>", "src=", "<script", "<link", "url(")
        .contains("&lt;b&gt;co&lt;/b&gt;", notice.documentSha256());
  }

  @Test
  void itAccusesNobodyAndShowsNoScore() {
    var text = new String(document, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    assertThat(text)
        .doesNotContain("stolen", "pirate", "infringer", "score", "probab", "confidence");
    assertThat(json().get("explanation").asString())
        .startsWith("From 0:12 to 2:42 your upload plays our recording \"Harbour <live>\"")
        .contains("3 % faster and half a semitone higher", "We heard both side by side.");
  }

  @Test
  void theHashOfTheEvidenceIsOfAManifestThatNamesEverythingByHash() throws IOException {
    var manifest = MAPPER.readTree(it.blobs.path(new BlobId(notice.evidenceSha256())).toFile());
    assertThat(manifest.at("/upload/audioSha256").asString()).hasSize(64);
    assertThat(manifest.at("/recordings/0/referenceSha256").asString()).isEqualTo("c".repeat(64));
    assertThat(manifest.at("/mandates/0/documentSha256").asString()).isEqualTo("a".repeat(64));
    assertThat(manifest.at("/rules/trace").size()).isPositive();
    assertThat(manifest.at("/rules/data/laws.json").asString()).hasSize(64);
  }

  @Test
  void aNoticeThatLacksAnElementIsRefusedNamingIt() {
    for (String missing :
        List.of("/signature/name", "/works/0/title", "/target/url", "/complainant/email")) {
      var node = (ObjectNode) json().deepCopy();
      int cut = missing.lastIndexOf('/');
      ((ObjectNode) node.at(missing.substring(0, cut))).put(missing.substring(cut + 1), " ");
      assertThatThrownBy(() -> Elements.require(node))
          .isInstanceOf(InvalidInput.class)
          .satisfies(e -> assertThat(((InvalidInput) e).where()).isEqualTo("notice" + missing));
    }
  }

  @Test
  void drawnUpAnewForTheSamePersonItKeepsIdRoundAndKey() {
    var again = it.draft(notice.about());
    assertThat(again.id()).isEqualTo(notice.id());
    assertThat(again.key()).isEqualTo(notice.key());
  }
}
