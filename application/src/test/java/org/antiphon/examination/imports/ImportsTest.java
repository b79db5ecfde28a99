package org.antiphon.examination.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Role;
import org.antiphon.audio.AudioLimits;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.CodecSettings;
import org.antiphon.blobs.FileBlobs;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.ImportFile;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.examination.Listener;
import org.antiphon.examination.ReferenceLibrary;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Imports of rows without sound, where their job is stopped, and what rests on a recording.
class ImportsTest {
  private final Database database = TestDatabase.fresh();
  private Instant now = Instant.parse("2026-11-29T10:00:00Z");
  private Jobs jobs;
  private AudioReader reader;
  private Catalogue catalogue;
  private Imports imports;
  private UUID person;
  private Optional<String> resting = Optional.empty();
  @TempDir Path folder;

  @BeforeEach
  void open() throws IOException {
    var keys = new KeyFolder(folder.resolve("keys"));
    var ledger = new Ledger(database, keys, () -> now);
    jobs = new Jobs(database, JobsSettings.standard(), () -> now);
    catalogue = new Catalogue(database, ledger, () -> now);
    reader = new AudioReader(CodecSettings.in(TestDatabase.cache().resolve("javacpp")));
    var library =
        new ReferenceLibrary(
            catalogue,
            new FileBlobs(folder.resolve("blobs"), 1 << 20),
            new Listener(reader, LandmarkParameters.current(), AudioLimits.standard()),
            Optional.empty());
    imports =
        new Imports(
            database,
            jobs,
            () -> now,
            new Imports.Means(catalogue, library, folder.resolve("imports"), 1_000, _ -> resting));
    person =
        new Accounts(database, ledger, keys, () -> now)
            .createPerson("Ada Admin", "Head", "ada@label.test", Set.of(Role.ADMINISTRATOR))
            .id()
            .value();
  }

  @AfterEach
  void close() {
    reader.close();
    jobs.close();
    database.close();
  }

  private UUID handed(String... rows) throws IOException {
    var id = imports.open(person, "").id();
    var text = "id,title,artist,isrc\n" + String.join("\n", rows) + "\n";
    imports.hand(id, "rows.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return id;
  }

  private static RecordingId recording(String id) {
    return new RecordingId(id);
  }

  /// The worker is killed after the recording was added and before the import noted so.
  @Test
  void whatWasAddedBeforeACrashIsStillKnownAsNewAndIsTakenBack() throws IOException {
    var id = handed("a,One,Tess,ZZTST2600001", "b,Two,Tess,ZZTST2600002");
    imports.start(id, false);
    new ImportTable(database).adding(id, 0, "rows.csv:2", "One", false);
    var file = folder.resolve("imports").resolve(id.toString()).resolve("rows.csv");
    catalogue.put(ImportFile.read(file).drafts().getFirst(), Optional.empty(), Actor.system());
    assertThat(imports.step(id)).isInstanceOf(JobOutcome.Done.class);
    assertThat(imports.get(id).state()).isEqualTo(Import.State.DONE);
    assertThat(imports.get(id).counts()).containsEntry("NEW", 2L).hasSize(1);
    assertThat(Files.exists(file)).as("the files are not kept").isFalse();
    assertThat(imports.step(id)).as("a job that comes twice").isInstanceOf(JobOutcome.Done.class);
    imports.undo(id, person, Actor.system());
    assertThat(catalogue.find(recording("a"))).isEmpty();
    assertThat(catalogue.find(recording("b"))).isEmpty();
  }

  @Test
  void whatWasHereBeforeTheCrashIsNotTakenForNew() throws IOException {
    var first = handed("a,One,Tess,ZZTST2600001");
    imports.start(first, false);
    imports.step(first);
    var second = handed("a,One,Tess,ZZTST2600001");
    imports.start(second, false);
    imports.step(second);
    assertThat(imports.get(second).counts()).containsEntry("ALREADY_HERE", 1L).hasSize(1);
    imports.undo(second, person, Actor.system());
    assertThat(catalogue.find(recording("a"))).isPresent();
  }

  @Test
  void aRecordingThatACaseRestsOnStaysAndSaysSo() throws IOException {
    var id = handed("a,One,Tess,ZZTST2600001");
    imports.start(id, false);
    imports.step(id);
    resting = Optional.of("1 case rest on it");
    assertThat(imports.undo(id, person, Actor.system()).state()).isEqualTo(Import.State.UNDONE);
    assertThat(imports.troubled(id, 10))
        .singleElement()
        .satisfies(item -> {
          assertThat(item.undo()).isEqualTo("STAYS");
          assertThat(item.undoWhy()).isEqualTo("1 case rest on it");
        });
    assertThat(catalogue.find(recording("a"))).isPresent();
  }

  @Test
  void anImportIsStartedOnceAndTakenBackOnce() throws IOException {
    var id = handed("a,One,Tess,ZZTST2600001");
    assertThatThrownBy(() -> imports.undo(id, person, Actor.system())).isInstanceOf(Refused.class);
    imports.start(id, false);
    assertThatThrownBy(() -> imports.start(id, false)).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> imports.discard(id)).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> imports.hand(id, "x.csv", new ByteArrayInputStream(new byte[1])))
        .isInstanceOf(Refused.class);
  }

  @Test
  void aFileThatIsTooLargeIsRefusedAndLeavesNothing() throws IOException {
    var id = imports.open(person, "").id();
    assertThatThrownBy(
            () -> imports.hand(id, "big.flac", new ByteArrayInputStream(new byte[1_001])))
        .isInstanceOf(InvalidInput.class)
        .satisfies(e -> assertThat(((InvalidInput) e).code()).isEqualTo("TOO_LARGE"));
    assertThat(imports.handed(id)).isEmpty();
    try (var left = Files.list(folder.resolve("imports"))) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly(id.toString());
    }
  }
}
