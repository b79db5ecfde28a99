package org.antiphon.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antiphon.database.TestDatabase;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterTest {
  private static final String HEADER = String.join(",", RosterFile.COLUMNS) + "\n";

  @TempDir Path folder;

  @Test
  void aRowBecomesAnArtistWithListsAndDates() throws IOException {
    var read =
        read(
            HEADER
                + "Ada Kern,A. Kern;Ада Керн,0000 0001 2281 955X,warble:ar-1,Example Dist,warble:u1,"
                + "Kern Sounds,qz-ant,QZANT2600001@2026-03-24;4006381333931,warble:ar-2,kern.pdf\n");
    assertThat(read.faults()).isEmpty();
    var artist = read.artists().getFirst();
    assertThat(artist.names()).containsExactly("Ada Kern", "A. Kern", "Ада Керн");
    assertThat(artist.deliveries().isrcPrefixes()).containsExactly("QZANT");
    assertThat(artist.deliveries().releases().getFirst())
        .isEqualTo(
            new RosterArtist.Release("QZANT2600001", Optional.of(LocalDate.of(2026, 3, 24))));
    assertThat(artist.rights().nameMandate()).contains("kern.pdf");
  }

  @Test
  void everyFaultIsNamedWithItsRowAndNoArtistOfThatRowIsRead() throws IOException {
    var read =
        read(
            HEADER
                + "Ada Kern,,0000 0001 2281 9551,,,,,,4006381333930,,\n"
                + ",,,,,,,,,,\n"
                + ",B,,,,,,QZ,,,\n"
                + "Ben Holt,,,,,,,,QZANT2600001@2026-13-01,,\n"
                + "Cleo Marsh,,,,,,,,,,\n"
                + "Cleo Marsh,,,,,,,,,,\n");
    assertThat(read.faults().stream().map(RosterTest::inShort))
        .containsExactly(
            "2 ISNI", "2 UPC", "4 ARTIST", "4 ISRC_PREFIX", "5 DATE", "7 ARTIST_TWICE");
    assertThat(read.artists()).extracting(RosterArtist::name).containsExactly("Cleo Marsh");
  }

  @Test
  void anUnknownColumnIsSaidWithTheNearestOne() throws IOException {
    var read = read("artist,alias\nAda Kern,A.\n");
    assertThat(read.faults().getFirst().hint()).isEqualTo("write aliases");
  }

  @Test
  void whatIsStoredIsReadBackAndPuttingItAgainChangesNothing() throws IOException {
    var artists =
        read(HEADER
                + "Ada Kern,Ада Керн,000000012281955X,warble:ar-1,d,u,l,QZANT,"
                + "036000291452@2026-03-24,warble:ar-2,kern.pdf\n")
            .artists();
    try (var database = TestDatabase.fresh()) {
      Instant now = Instant.parse("2026-11-22T10:00:00Z");
      var ledger = new Ledger(database, new KeyFolder(folder.resolve("keys")), () -> now);
      var roster =
          new Roster(database, ledger, () -> now, Optional.of(folder.resolve("copy.jsonl")));
      var entered =
          artists.stream()
              .map(each -> new Roster.Entered(each, Optional.of("a".repeat(64))))
              .toList();
      assertThat(roster.put(entered, Set.of("Jane Roe"), Actor.system())).isEqualTo(1);
      assertThat(roster.artists()).isEqualTo(artists);
      assertThat(roster.version()).isEqualTo(1);
      assertThat(RosterFile.require(folder.resolve("copy.jsonl"))).isEqualTo(artists);
      assertThat(roster.put(entered, Set.of("Jane Roe"), Actor.system())).isZero();
      assertThat(roster.version()).isEqualTo(1);
      assertThat(roster.mandatesFor("Ada Kern"))
          .singleElement()
          .satisfies(mandate -> {
            assertThat(mandate.kind()).isEqualTo(Mandate.Kind.NAME_LIKENESS);
            assertThat(mandate.lets("Jane Roe")).isTrue();
          });
      assertThat(roster.page("", 1)).hasSize(1);
      assertThat(roster.find("Somebody")).isEmpty();
      var again = List.of(new Roster.Entered(artists.getFirst(), Optional.empty()));
      assertThat(roster.put(again, Set.of(), Actor.system())).isZero();
      assertThat(roster.mandatesFor("Ada Kern")).hasSize(1);
      var without =
          read("artist\nAda Kern\n").artists().stream()
              .map(each -> new Roster.Entered(each, Optional.empty()))
              .toList();
      assertThat(roster.put(without, Set.of(), Actor.system())).isEqualTo(1);
      assertThat(roster.mandatesFor("Ada Kern")).isEmpty();
    }
  }

  private RosterFile read(String text) throws IOException {
    return RosterFile.read(Files.writeString(folder.resolve("roster.csv"), text));
  }

  private static String inShort(InvalidInput fault) {
    return fault.where().replaceFirst(".*:", "") + " " + fault.code();
  }
}
