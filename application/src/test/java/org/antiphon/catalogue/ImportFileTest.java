package org.antiphon.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Random;
import java.util.Set;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportFileTest {
  @TempDir private Path folder;

  @BeforeEach
  void aSoundAndAPaper() throws IOException {
    Files.writeString(folder.resolve("a.flac"), "sound");
    Files.writeString(folder.resolve("m.pdf"), "paper");
  }

  @Test
  void aRowIsReadWhole() throws IOException {
    ImportFile file =
        read(
            "c.csv",
            """
            id,file,title,artist,isrc,released,mandate_kind,mandate_role,mandate_document,territories,from,until
            x1,a.flac,"Night, Bus",Ada Kern,qz-ant-26-00001,2026-03-24,recording,agent,m.pdf,gb;DE,2026-01-01,2027-01-01
            """);
    assertThat(file.faults()).isEmpty();
    Draft draft = file.drafts().getFirst();
    assertThat(draft.where()).endsWith("c.csv:2");
    assertThat(draft.ownId()).contains(new RecordingId("x1"));
    assertThat(draft.sound()).contains(folder.resolve("a.flac"));
    assertThat(draft.described().title()).isEqualTo("Night, Bus");
    assertThat(draft.described().isrc()).contains(new Isrc("QZANT2600001"));
    Mandate mandate = draft.mandate().orElseThrow();
    assertThat(mandate.role()).isEqualTo(Mandate.Role.AGENT);
    assertThat(mandate.territories()).isEqualTo(Set.of("GB", "DE"));
    assertThat(mandate.owner()).isEqualTo("Ada Kern");
    assertThat(mandate.documentSha256())
        .contains(Sha256.of("paper".getBytes(StandardCharsets.UTF_8)));
    assertThat(mandate.holdsOn(LocalDate.of(2027, 1, 1))).isTrue();
    assertThat(mandate.holdsOn(LocalDate.of(2027, 1, 2))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "isrc|XX1|ISRC",
        "territories|UK|TERRITORY",
        "territories|DE;QQ|TERRITORY",
        "from|24.03.2026|DATE",
        "until|2026-02-30|DATE",
        "released|yesterday|DATE",
        "mandate_kind|recodring|MANDATE_KIND",
        "mandate_role|boss|MANDATE_ROLE",
        "file|none.wav|FILE_MISSING",
        "file|sha256:12|FILE",
        "mandate_document|none.pdf|FILE_MISSING",
        "id|has space|RECORDING_ID"
      })
  void aFaultyCellIsNamedWithItsRowAndAHint(String column, String value, String code)
      throws IOException {
    // A quoted line break in the row before must not shift the count.
    String others = column.equals("isrc") ? "upc" : "isrc";
    String more = column.equals("territories") ? "label_line" : "territories";
    String text =
        "title,%s,%s,%s%n\"fine%ntitle\",,QZANT2600001,%nbad,\"%s\",QZANT2600002,*%n"
            .formatted(column, others, more, value);
    ImportFile file = read("c.csv", text);
    assertThat(file.faults())
        .anySatisfy(fault -> {
          assertThat(fault.code()).isEqualTo(code);
          assertThat(fault.where()).endsWith("c.csv:4");
          assertThat(fault.hint()).isNotBlank();
        });
  }

  @Test
  void theUsualSlipOfATerritoryIsAnswered() throws IOException {
    InvalidInput fault =
        read("c.csv", "title,isrc,territories\nx,QZANT2600001,UK\n").faults().getFirst();
    assertThat(fault.what()).isEqualTo("territory \"UK\" is no ISO 3166-1 code");
    assertThat(fault.hint()).isEqualTo("write GB");
  }

  @Test
  void everyFaultOfAFileIsSaidAtOnce() throws IOException {
    ImportFile file = read("c.csv", "title,isrc,released\n,X,1\nfine,QZANT2600001,\nno sound,,\n");
    assertThat(file.faults()).hasSize(4);
    assertThat(file.drafts()).hasSize(1);
  }

  @Test
  void anUnknownColumnIsAFaultThatNamesItsNeighbour() throws IOException {
    InvalidInput fault = read("c.csv", "titel,isrc\nx,QZANT2600001\n").faults().getFirst();
    assertThat(fault.hint()).isEqualTo("write title");
  }

  @ParameterizedTest
  @CsvSource({"c.csv,SEMICOLON", "c.csv,COMMA", "c.tsv,TAB", "c.txt,TAB"})
  void theSeparatorIsRecognisedAndSaid(String name, Separator separator) throws IOException {
    ImportFile file =
        read(name, "\uFEFFtitle,isrc\r\nx,QZANT2600001\r\n".replace(',', separator.mark));
    assertThat(file.faults()).isEmpty();
    assertThat(file.form()).isEqualTo(separator.form);
    assertThat(file.drafts().getFirst().described().title()).isEqualTo("x");
  }

  enum Separator {
    SEMICOLON(';', "semicolons"),
    COMMA(',', "commas"),
    TAB('\t', "tabs");

    private final char mark;
    private final String form;

    Separator(char mark, String form) {
      this.mark = mark;
      this.form = form;
    }
  }

  @Test
  void jsonLinesCarryTheSameColumns() throws IOException {
    ImportFile file =
        read(
            "c.jsonl",
            """
            {"title":"x","isrc":"QZANT2600001","territories":["DE","FR"],"artist":null}
            {"title":"y"}
            not json
            """);
    assertThat(file.form()).isEqualTo("JSON Lines");
    assertThat(file.drafts().getFirst().mandate().orElseThrow().territories())
        .containsExactlyInAnyOrder("DE", "FR");
    assertThat(file.faults())
        .extracting(fault -> fault.where().replaceFirst(".*:", ""))
        .containsExactlyInAnyOrder("2", "3");
  }

  @Test
  void rowsOfOneRecordingBringSeveralMandatesButOneDescription() throws IOException {
    String header = "id,title,isrc,territories\n";
    assertThat(read("c.csv", header + "a,x,QZANT2600001,DE\na,x,QZANT2600001,FR\n").faults())
        .isEmpty();
    assertThat(read("c.csv", header + "a,x,QZANT2600001,\na,y,QZANT2600001,\n").faults())
        .extracting(InvalidInput::code)
        .containsExactly("CONTRADICTION");
    assertThat(read("c.csv", header + "a,x,QZANT2600001,\nb,x,QZANT2600001,\n").faults())
        .extracting(InvalidInput::code)
        .containsExactly("ISRC_TWICE");
  }

  @Test
  void textThatIsNoUtf8IsRefusedWithItsLine() throws IOException {
    Files.write(
        folder.resolve("c.csv"),
        "title,isrc\nM\u00fcller,\n".getBytes(StandardCharsets.ISO_8859_1));
    InvalidInput fault = ImportFile.read(folder.resolve("c.csv")).faults().getFirst();
    assertThat(fault.code()).isEqualTo("ENCODING");
    assertThat(fault.where()).endsWith(":2");
  }

  @Test
  void noBytesWhateverMakeTheReaderFail() throws IOException {
    long seed = 20261122;
    var random = new Random(seed);
    String alphabet = "title,isrc;\"\"\n\r\t{}:[]*0QZANT2600001\uFEFFé";
    for (int i = 0; i < 500; i++) {
      var text = new StringBuilder(random.nextBoolean() ? "title,isrc,file\n" : "");
      for (int j = random.nextInt(120); j > 0; j--)
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      ImportFile file = read(i % 2 == 0 ? "f.csv" : "f.jsonl", text.toString());
      assertThat(file.faults().size() + file.drafts().size())
          .as("seed %d, text %s", seed, text)
          .isPositive();
    }
  }

  @Test
  @Timeout(30)
  void twentyThousandRowsAreReadInSeconds() throws IOException {
    var text = new StringBuilder("title,artist,isrc,territories\n");
    for (int i = 0; i < 20_000; i++)
      text.append("Night Bus ").append(i).append(",Ada Kern,QZANT26%05d,DE;FR%n".formatted(i));
    long start = System.nanoTime();
    assertThat(read("big.csv", text.toString()).drafts()).hasSize(20_000);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
  }

  private ImportFile read(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    Files.writeString(path, text);
    return ImportFile.read(path);
  }
}
