package org.antiphon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdditionsTest {
  @TempDir Path folder;
  private Desk desk;

  @BeforeEach
  void open() throws IOException {
    desk = new Desk(folder.resolve("data"));
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void everyFileIsAddedOnceHoweverOftenItIsGiven() throws IOException {
    var files =
        List.of(
            Files.writeString(folder.resolve("a.mp3"), "one"),
            Files.writeString(folder.resolve("b.mp3"), "two"),
            Files.writeString(folder.resolve("copy of b.mp3"), "two"));
    var first = desk.intake.additions().files(files);
    var second = desk.intake.additions().files(files);
    assertThat(first).extracting(Additions.Added::isNew).containsExactly(true, true, false);
    assertThat(second).extracting(Additions.Added::isNew).containsOnly(false);
    assertThat(desk.intake.counts().total(UploadState.FETCHED)).isEqualTo(2);
    assertThat(desk.jobsOf("upload.fetched")).isEqualTo(2);
  }

  @Test
  void anAddressIsOneUploadToBeFetched() {
    var url = URI.create("https://platform.example/track/7");
    var first = desk.intake.additions().url(url);
    assertThat(desk.intake.additions().url(url))
        .isEqualTo(new Additions.Added(first.upload(), false));
    var upload = desk.intake.upload(first.upload()).orElseThrow();
    assertThat(upload.platform()).isEqualTo(PlatformId.WEB);
    assertThat(upload.audioUrl()).isEqualTo(url);
    assertThat(desk.jobsOf("upload.fetch")).isOne();
  }

  @Test
  void aPrivateAddressGivenByHandIsRefusedWithTheReason() throws IOException {
    var added = desk.intake.additions().url(URI.create("http://10.0.0.1/a.mp3"));
    desk.fetcher(new MovingFeed()).fetch(new FetchUpload(added.upload().uuid(), 1), desk.run());
    assertThat(desk.intake.upload(added.upload()).orElseThrow().trouble().orElseThrow())
        .contains("10.0.0.0/8 private");
  }

  @Test
  void aListGivesItsRowsWithTheirCredits() throws IOException {
    var csv =
        write(
            """
            \uFEFFurl,title,artists,isrc,label_line
            https://a.example/1,"Harbour, again",Ada Kern;Night Crew,QZANT2600001,Kern Records
            https://a.example/2,Night Bus,Ada Kern,,
            """);
    var added = desk.intake.additions().csv(csv, PlatformId.WEB);
    var credits = desk.intake.upload(added.getFirst().upload()).orElseThrow().credits();
    assertThat(credits.title()).isEqualTo("Harbour, again");
    assertThat(credits.artists()).containsExactly("Ada Kern", "Night Crew");
    assertThat(credits.isrc()).contains("QZANT2600001");
    assertThat(credits.label()).contains("Kern Records");
    assertThat(added).hasSize(2);
  }

  @Test
  void semicolonsMayPartTheCells() throws IOException {
    var csv = write("url;title;artists\nhttps://a.example/1;Harbour;Ada|Bo\n");
    var added = desk.intake.additions().csv(csv, PlatformId.WEB);
    assertThat(desk.intake.upload(added.getFirst().upload()).orElseThrow().credits().artists())
        .containsExactly("Ada", "Bo");
  }

  @Test
  void aListWithFaultsNamesThemAllAndAddsNothing() throws IOException {
    var csv =
        write(
            """
            url,title
            https://a.example/1,Harbour
            file:///etc/passwd,Nope
            ,Empty
            not an address,Nope
            """);
    var fault =
        catchThrowableOfType(
            InvalidInput.class, () -> desk.intake.additions().csv(csv, PlatformId.WEB));
    assertThat(fault.faults())
        .extracting(InvalidInput::where)
        .containsExactly("list.csv:3", "list.csv:4", "list.csv:5");
    assertThat(desk.intake.counts().total()).isZero();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("list.csv"), text);
  }
}
