package org.antiphon.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  @TempDir private Path keys;
  private Database database;
  private Catalogue catalogue;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
    catalogue = new Catalogue(database, new Ledger(database, new KeyFolder(keys), CLOCK), CLOCK);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aRecordingIsKeptWhole() {
    var described =
        new Described(
            "Night Bus",
            "Ada Kern",
            Optional.of(new Isrc("QZANT2600001")),
            Optional.of(LocalDate.of(2026, 3, 24)),
            new Codes(
                Optional.of("T0345246801"),
                Optional.of("4006381333931"),
                Optional.of("(P) 2026 Kern")));
    Change change = put(row("x1", described), sound(A));
    assertThat(change.kind()).isEqualTo(Change.Kind.NEW);
    assertThat(catalogue.find(new RecordingId("x1")))
        .contains(described.as(change.recording(), 45));
    assertThat(catalogue.soundOf(change.recording())).isEqualTo(sound(A));
    assertThat(catalogue.referenceBlob(change.recording())).contains(A);
  }

  @Test
  void theSameRowTwiceChangesNothing() {
    Draft draft = row("x1", described("Night Bus")).under(Optional.of(world(A)), Optional.empty());
    put(draft, sound(A));
    long version = catalogue.version();
    assertThat(put(draft, sound(A)).kind()).isEqualTo(Change.Kind.ALREADY_HERE);
    assertThat(catalogue.version()).isEqualTo(version);
    assertThat(catalogue.mandatesFor(new RecordingId("x1"))).containsExactly(world(A));
  }

  @Test
  void aRowMeetsARecordingByItsIsrcWhereItHasNoIdOfItsOwn() {
    var first =
        new Described(
            "Old", "Ada", Optional.of(new Isrc("QZANT2600001")), Optional.empty(), Codes.NONE);
    put(row("x1", first), Optional.empty());
    var second =
        new Described(
            "New", "Ada", Optional.of(new Isrc("QZANT2600001")), Optional.empty(), Codes.NONE);
    Change change = put(row(null, second), Optional.empty());
    assertThat(change.kind()).isEqualTo(Change.Kind.REPLACED);
    assertThat(change.recording()).isEqualTo(new RecordingId("x1"));
    assertThat(catalogue.size()).isEqualTo(1);
  }

  @Test
  void theSameSoundUnderAnotherFileNameIsOneRecording() {
    Change first = put(file("a.flac", "A"), sound(A));
    Change again = put(file("copy of a.flac", "B"), sound(A));
    assertThat(again)
        .isEqualTo(new Change(first.recording(), Change.Kind.ALREADY_HERE, first.version()));
    assertThat(catalogue.find(first.recording()).orElseThrow().title()).isEqualTo("A");
  }

  @Test
  void aReTaggedOrReWrappedFileIsTheSameSound() {
    Change first = put(file("a.mp3", "A"), Optional.of(sound(A, "p", null)));
    assertThat(put(file("b.mp3", "B"), Optional.of(sound(B, "p", null))).recording())
        .isEqualTo(first.recording());
    Change lossless = put(file("c.flac", "C"), Optional.of(sound("c".repeat(64), "q", "m")));
    assertThat(put(file("c.wav", "C"), Optional.of(sound("d".repeat(64), "r", "m"))).recording())
        .isEqualTo(lossless.recording());
  }

  @Test
  void aRowThatWouldMakeTwoRecordingsOfOneSoundIsRefused() {
    put(row("x1", described("A")), sound(A));
    assertThatThrownBy(() -> put(row("x2", described("B")), sound(A)))
        .isInstanceOfSatisfying(
            InvalidInput.class, fault -> assertThat(fault.code()).isEqualTo("SAME_SOUND"));
    assertThat(catalogue.size()).isEqualTo(1);
  }

  @Test
  void anIsrcThatAnotherRecordingHasIsRefusedBeforeAnythingIsWritten() {
    var described =
        new Described(
            "A", "Ada", Optional.of(new Isrc("QZANT2600001")), Optional.empty(), Codes.NONE);
    put(row("x1", described), Optional.empty());
    Draft other = row("x2", described);
    assertThat(catalogue.faults(List.of(other)))
        .extracting(InvalidInput::code)
        .containsExactly("ISRC_TAKEN");
    assertThatThrownBy(() -> put(other, Optional.empty())).isInstanceOf(InvalidInput.class);
  }

  @Test
  void aRemovedRecordingIsGoneForTheIndexAndKnownToOldCases() {
    put(row("x1", described("A")), sound(A));
    long before = catalogue.version();
    assertThat(catalogue.remove(new RecordingId("x1"), Actor.system())).isTrue();
    assertThat(catalogue.remove(new RecordingId("x1"), Actor.system())).isFalse();
    assertThat(catalogue.find(new RecordingId("x1"))).isEmpty();
    assertThat(catalogue.findEvenRemoved(new RecordingId("x1"))).isPresent();
    assertThat(catalogue.changesSince(before, 10))
        .singleElement()
        .satisfies(change -> assertThat(change.sound()).isEmpty());
    assertThat(put(row("x1", described("A")), sound(A)).kind()).isEqualTo(Change.Kind.NEW);
    assertThat(catalogue.find(new RecordingId("x1"))).isPresent();
  }

  @Test
  void changesComeInTheOrderOfTheirVersionsAndNeverAVersionInPart() {
    database.inTransaction(() -> {
      put(row("x1", described("A")), sound(A));
      put(row("x2", described("B")), sound(B));
    });
    put(row("x3", described("C")), Optional.empty());
    List<IndexChange> first = catalogue.changesSince(0, 1);
    assertThat(first).extracting(change -> change.recording().id().value()).containsExactly("x1");
    assertThat(catalogue.changesSince(first.getLast().version(), 100)).hasSize(2);
    assertThat(catalogue.changesSince(catalogue.version(), 100)).isEmpty();
  }

  @Test
  void aChangeThatIsRolledBackLeavesNoTrace() {
    long version = catalogue.version();
    assertThatThrownBy(() ->
            database.inTransaction(() -> {
              put(row("x1", described("A")), sound(A));
              throw new IllegalStateException("crash");
            }))
        .hasMessage("crash");
    assertThat(catalogue.size()).isZero();
    assertThat(catalogue.version()).isEqualTo(version);
  }

  @Test
  void exclusionsAndTheAllowListComeAndGo() {
    put(row("x1", described("A")), sound(A));
    var id = new RecordingId("x1");
    var interval = new ExcludedInterval(id, 0, 4.5, "public-domain intro", "Ada");
    UUID exclusion = catalogue.exclude(interval, Actor.system());
    assertThat(catalogue.exclusionsOf(id)).containsExactly(interval);
    assertThat(
            catalogue.page(
                new Filter(Optional.empty(), Optional.empty(), false, false, true),
                Optional.empty(),
                9))
        .hasSize(1);
    assertThat(catalogue.withdrawExclusion(exclusion, Actor.system())).isTrue();
    assertThat(catalogue.exclusionsOf(id)).isEmpty();
    var everywhere =
        new Authorisation(
            "",
            Optional.empty(),
            Authorisation.Who.LABEL_LINE,
            "Kern Records",
            "*",
            Optional.empty(),
            Optional.empty(),
            "own label");
    var row = catalogue.authorise(everywhere, Actor.system());
    assertThat(catalogue.authorisationsFor(id)).containsExactly(row);
    assertThat(
            row.covers(
                Authorisation.Who.LABEL_LINE, " kern records", "DE", LocalDate.of(2026, 1, 1)))
        .isTrue();
    assertThat(catalogue.withdrawAuthorisation(UUID.fromString(row.id()), Actor.system())).isTrue();
    assertThat(catalogue.authorisationsFor(id)).isEmpty();
  }

  @Test
  void everyChangeIsInTheLedgerOnce() {
    Draft draft = row("x1", described("A")).under(Optional.of(world(A)), Optional.empty());
    put(draft, sound(A));
    put(draft, sound(A));
    catalogue.remove(new RecordingId("x1"), Actor.system());
    assertThat(
            database
                .sql()
                .sql("select kind from ledger_entry order by id")
                .query(String.class)
                .list())
        .containsExactly(
            "recording.added", "mandate.added", "mandate.changed", "recording.removed");
  }

  @Test
  void whatGoesOutComesInAgainUnchanged() throws IOException {
    var described =
        new Described(
            "Night, \"Bus\"\nTwo",
            "Ada; Kern",
            Optional.of(new Isrc("QZANT2600001")),
            Optional.of(LocalDate.of(2026, 3, 24)),
            new Codes(
                Optional.of("T0345246801"),
                Optional.of("4006381333931"),
                Optional.of("(P) 2026 Kern")));
    put(row("x1", described).under(Optional.of(world(A)), Optional.empty()), sound(A));
    put(row("x1", described).under(Optional.of(world(B)), Optional.empty()), sound(A));
    put(row("x2", described("Only sound")), sound(B));
    Path file = keys.resolve("out.csv");
    try (var csv = new CatalogueCsv(catalogue, Files.newOutputStream(file))) {
      catalogue.page(Filter.ALL, Optional.empty(), 9).forEach(csv::write);
    }
    ImportFile again = ImportFile.read(file);
    assertThat(again.faults()).isEmpty();
    assertThat(catalogue.faults(again.drafts())).isEmpty();
    assertThat(again.drafts())
        .hasSize(3)
        .allSatisfy(draft ->
            assertThat(put(draft, Optional.empty()).kind()).isEqualTo(Change.Kind.ALREADY_HERE));
  }

  @Test
  void anExclusionBeyondTheEndIsRefused() {
    put(row("x1", described("A")), sound(A));
    assertThatThrownBy(() ->
            catalogue.exclude(
                new ExcludedInterval(new RecordingId("x1"), 60, 70, "x", "y"), Actor.system()))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() ->
            catalogue.exclude(
                new ExcludedInterval(new RecordingId("x9"), 0, 1, "x", "y"), Actor.system()))
        .hasMessageContaining("x9");
  }

  @Test
  void pagesFollowOneAnotherWithoutGapOrOverlap() {
    for (int i = 0; i < 7; i++) put(row("x" + i, described("T" + i)), Optional.empty());
    var first = catalogue.page(Filter.ALL, Optional.empty(), 4);
    var second = catalogue.page(Filter.ALL, Optional.of(first.getLast().id()), 4);
    assertThat(first).hasSize(4);
    assertThat(second).extracting(r -> r.id().value()).containsExactly("x4", "x5", "x6");
    assertThat(
            catalogue.page(
                new Filter(Optional.of("ADA"), Optional.empty(), true, true, false),
                Optional.empty(),
                9))
        .hasSize(7);
    assertThat(
            catalogue.page(
                new Filter(Optional.of("nobody"), Optional.empty(), false, false, false),
                Optional.empty(),
                9))
        .isEmpty();
  }

  private Change put(Draft draft, Optional<Sound> sound) {
    return catalogue.put(draft, sound, Actor.system());
  }

  private static Draft row(@Nullable String id, Described described) {
    return new Draft(
        "c.csv:2",
        Draft.Origin.ROW,
        Optional.ofNullable(id).map(RecordingId::new),
        Optional.empty(),
        Optional.empty(),
        described,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Draft file(String name, String title) {
    return Draft.ofFile(Path.of(name), described(title));
  }

  private static Described described(String title) {
    return new Described(title, "Ada Kern", Optional.empty(), Optional.empty(), Codes.NONE);
  }

  private static Optional<Sound> sound(String audio) {
    return Optional.of(sound(audio, audio, null));
  }

  private static Sound sound(String audio, String packets, @Nullable String pcm) {
    return new Sound(audio, Optional.of(packets), Optional.ofNullable(pcm), 45, audio, "lm1-0");
  }

  private static Mandate world(String document) {
    return Mandate.of(
        new Mandate.Terms(
            Mandate.Kind.RECORDING,
            Mandate.Role.OWNER,
            "Ada Kern",
            Set.of("*"),
            Optional.empty(),
            Optional.empty()),
        Optional.of(document),
        Set.of("ada@example.org"));
  }
}
