package org.antiphon.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.antiphon.connector.RemoteCredits;
import org.antiphon.connector.RemoteUpload;
import org.antiphon.jobs.JobRun;
import org.antiphon.outbound.WildServer;
import org.antiphon.problem.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetcherTest {
  private static final Instant AT = Instant.parse("2026-10-01T00:00:00Z");
  private static final byte[] SOUND = noise(50_000);
  private static final Pattern RANGE = Pattern.compile("Range: bytes=([0-9]+)-");
  private final MovingFeed feed = new MovingFeed();
  private final List<WildServer> servers = new ArrayList<>();
  @TempDir Path folder;
  private Desk desk;

  @BeforeEach
  void open() throws IOException {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() throws IOException {
    desk.close();
    for (var server : servers) server.close();
  }

  @Test
  void aFetchedSoundIsABlobARowAnEntryAndAJob() throws IOException {
    var server = server((_, out, _) -> out.write(whole("audio/mpeg", "\"v1\"", SOUND)));
    fetch(server);
    var upload = upload();
    assertThat(upload.state()).isEqualTo(UploadState.FETCHED);
    try (var in = desk.blobs.open(upload.audio().orElseThrow())) {
      assertThat(in.readAllBytes()).isEqualTo(SOUND);
    }
    assertThat(desk.entries("upload.fetched")).isOne();
    assertThat(desk.jobsOf("upload.fetched")).isOne();
    assertThat(partials()).isEmpty();
  }

  @Test
  void aJobThatRunsTwiceFetchesOnce() throws IOException {
    var server = server((_, out, _) -> out.write(whole("audio/mpeg", "\"v1\"", SOUND)));
    fetch(server);
    desk.fetcher(feed).fetch(job(), desk.run());
    assertThat(server.requests()).hasSize(1);
    assertThat(desk.jobsOf("upload.fetched")).isOne();
  }

  @Test
  void aFetchThatIsCutGoesOnWhereItWasCut() throws IOException {
    var server = server((_, out, _) -> ranged(out, 12_000, "\"v1\""));
    fetch(server);
    assertThat(blob()).isEqualTo(SOUND);
    assertThat(server.heads()).hasSize(5);
    assertThat(server.heads().get(1)).contains("Range: bytes=12000-", "If-Range: \"v1\"");
  }

  @Test
  void aFetchThatIsCutForGoodGoesOnInALaterRun() throws IOException {
    var server = server((_, out, _) -> ranged(out, 6_000, "\"v1\""));
    list(server);
    assertThatThrownBy(() -> desk.fetcher(feed).fetch(job(), desk.run()))
        .isInstanceOf(Unavailable.class);
    int before = server.heads().size();
    desk.fetcher(feed).fetch(job(), desk.run());
    assertThat(blob()).isEqualTo(SOUND);
    assertThat(server.heads().get(before)).contains("Range: bytes=30000-");
  }

  @Test
  void twoHalvesOfDifferentFilesAreNeverJoined() throws IOException {
    byte[] other = noise(40_000);
    var server =
        server((_, out, _) -> {
          if (servers.getFirst().heads().size() == 1) ranged(out, 12_000, "\"v1\"");
          else out.write(whole("audio/mpeg", "\"v2\"", other)); // If-Range does not hold: all of it
        });
    fetch(server);
    assertThat(blob()).isEqualTo(other);
  }

  @Test
  void aFileWithoutAStrongTagIsFetchedAnew() throws IOException {
    var server =
        server((_, out, _) -> {
          if (servers.getFirst().heads().size() == 1) ranged(out, 12_000, "W/\"weak\"");
          else out.write(whole("audio/mpeg", "W/\"weak\"", SOUND));
        });
    fetch(server);
    assertThat(blob()).isEqualTo(SOUND);
    assertThat(server.heads().get(1)).doesNotContain("Range:");
  }

  @Test
  void aSoundThatIsGoneBuriesItsUpload() throws IOException {
    fetch(saying("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"));
    assertThat(upload().state()).isEqualTo(UploadState.GONE);
    assertThat(desk.entries("upload.gone")).isOne();
    assertThat(desk.jobsOf("upload.fetched")).isZero();
  }

  @Test
  void aPageInThePlaceOfSoundIsUnfetchableAndSaysWhy() throws IOException {
    fetch(saying("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi"));
    assertThat(upload().state()).isEqualTo(UploadState.UNFETCHABLE);
    assertThat(upload().trouble().orElseThrow()).contains("text/html");
  }

  @Test
  void moreThanTheLimitIsUnfetchable() throws IOException {
    fetch(saying("HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: 100001\r\n\r\n"));
    assertThat(upload().state()).isEqualTo(UploadState.UNFETCHABLE);
    assertThat(partials()).isEmpty();
  }

  @Test
  void aRedirectToAnotherHostIsNotFollowed() throws IOException {
    var server =
        saying("HTTP/1.1 302 F\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n");
    list(server);
    assertThatThrownBy(() -> desk.fetcher(feed).fetch(job(), desk.run()))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("redirect");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aServerThatIsBusyIsAskedAgainLaterAndAtTheEndGivenUp() throws IOException {
    var server = saying("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
    list(server);
    var fetcher = desk.fetcher(feed);
    assertThatThrownBy(() -> fetcher.fetch(job(), desk.run())).isInstanceOf(Unavailable.class);
    assertThat(upload().state()).isEqualTo(UploadState.SEEN);
    fetcher.fetch(job(), new JobRun("test", 12, 99));
    assertThat(upload().state()).isEqualTo(UploadState.UNFETCHABLE);
    assertThat(upload().trouble()).contains("status 503");
  }

  @Test
  void theSoundOfAnOldRevisionIsNotFetched() throws IOException {
    var server = server((_, out, _) -> out.write(whole("audio/mpeg", "\"v1\"", SOUND)));
    list(server);
    var old = job();
    desk.database.inTransaction(() -> {
      desk.arrivals().listed(Desk.P1, MovingFeed.upload("u1", 2, AT, server.url("/a")));
    });
    desk.fetcher(feed).fetch(old, desk.run());
    assertThat(server.requests()).isEmpty();
    desk.fetcher(feed).fetch(job(), desk.run());
    assertThat(upload().state()).isEqualTo(UploadState.FETCHED);
  }

  private static final byte[] PICTURE = noise(3_000);

  private WildServer withPictures(String head, byte[] picture) throws IOException {
    return server((line, out, _) -> {
      if (line.contains("/c")) out.write(whole(head, "\"p\"", picture));
      else out.write(whole("audio/mpeg", "\"v1\"", SOUND));
    });
  }

  private void listShowing(WildServer server, String picture) {
    var plain = MovingFeed.upload("u1", 1, AT, server.url("/a"));
    var credits =
        new RemoteCredits(
            "Harbour",
            List.of("Ada Kern"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "{\"title\":\"Harbour\",\"artworkUrl\":\"" + picture + "\"}");
    desk.intake.follow(List.of(Desk.source(feed)));
    desk.database.inTransaction(() -> {
      desk.arrivals()
          .listed(
              Desk.P1,
              new RemoteUpload.Published(
                  plain.id(), 1, plain.publishedAt(), plain.place(), plain.uploader(), credits));
    });
  }

  @Test
  void thePictureThatTheFeedNamesIsFetchedBeforeTheSound() throws IOException {
    var server = withPictures("image/jpeg", PICTURE);
    listShowing(server, server.url("/c").toString());
    desk.fetcher(feed).fetch(job(), desk.run());
    assertThat(upload().state()).isEqualTo(UploadState.FETCHED);
    try (var in = desk.blobs.open(desk.intake.coverOf(upload().id()).orElseThrow())) {
      assertThat(in.readAllBytes()).isEqualTo(PICTURE);
    }
    assertThat(server.requests().getFirst()).contains("/c");
    assertThat(partials()).isEmpty();
  }

  @Test
  void aPictureAtAForbiddenAddressOrOfAnotherKindKeepsNobodyFromTheSound() throws IOException {
    var server = withPictures("text/html", PICTURE);
    for (var address :
        List.of("http://10.0.0.1/c", "file:///etc/passwd", server.url("/c").toString())) {
      desk.close();
      desk = new Desk(folder);
      listShowing(server, address);
      desk.fetcher(feed).fetch(job(), desk.run());
      assertThat(upload().state()).isEqualTo(UploadState.FETCHED);
      assertThat(desk.intake.coverOf(upload().id())).isEmpty();
    }
  }

  @Test
  void aPictureThatIsTooLargeIsLeftOut() throws IOException {
    var server = withPictures("image/png", noise(10_000_001));
    listShowing(server, server.url("/c").toString());
    desk.fetcher(feed).fetch(job(), desk.run());
    assertThat(upload().state()).isEqualTo(UploadState.FETCHED);
    assertThat(desk.intake.coverOf(upload().id())).isEmpty();
    assertThat(partials()).isEmpty();
  }

  @Test
  void aServerThatIsBusyWithItsPicturesIsAskedFiveTimesAndThenDoneWithout() throws IOException {
    var server =
        server((line, out, _) -> {
          if (line.contains("/c"))
            out.write("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
          else out.write(whole("audio/mpeg", "\"v1\"", SOUND));
        });
    listShowing(server, server.url("/c").toString());
    var fetcher = desk.fetcher(feed);
    assertThatThrownBy(() -> fetcher.fetch(job(), desk.run())).isInstanceOf(Unavailable.class);
    assertThat(upload().state()).isEqualTo(UploadState.SEEN);
    fetcher.fetch(job(), new JobRun("test", 5, 99));
    assertThat(upload().state()).isEqualTo(UploadState.FETCHED);
  }

  private void fetch(WildServer server) throws IOException {
    list(server);
    desk.fetcher(feed).fetch(job(), desk.run());
  }

  private void list(WildServer server) {
    desk.intake.follow(List.of(Desk.source(feed)));
    desk.database.inTransaction(() -> {
      desk.arrivals().listed(Desk.P1, MovingFeed.upload("u1", 1, AT, server.url("/a")));
    });
  }

  private FetchUpload job() {
    return new FetchUpload(upload().id().uuid(), upload().revision());
  }

  private Upload upload() {
    return desk.intake.upload(Desk.P1, "u1").orElseThrow();
  }

  private byte[] blob() throws IOException {
    try (var in = desk.blobs.open(upload().audio().orElseThrow())) {
      return in.readAllBytes();
    }
  }

  private List<Path> partials() throws IOException {
    try (var files = Files.list(desk.settings.partial())) {
      return files.toList();
    }
  }

  /// Serves the range that was asked for, but breaks off after so many bytes.
  private void ranged(OutputStream out, int cut, String tag) throws IOException {
    var asked = RANGE.matcher(servers.getFirst().heads().getLast());
    int from = asked.find() ? Integer.parseInt(asked.group(1)) : 0;
    String head =
        from == 0
            ? "HTTP/1.1 200 OK\r\n"
            : "HTTP/1.1 206 Partial\r\nContent-Range: bytes %d-%d/%d\r\n"
                .formatted(from, SOUND.length - 1, SOUND.length);
    head +=
        "Content-Type: audio/mpeg\r\nETag: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(tag, SOUND.length - from);
    out.write(head.getBytes(ISO_8859_1));
    out.write(SOUND, from, Math.min(cut, SOUND.length - from));
  }

  private static byte[] whole(String type, String tag, byte[] body) {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nETag: %s\r\nContent-Length: %d\r\nConnection: %s\r\n\r\n"
            .formatted(type, tag, body.length, "close");
    byte[] bytes = new byte[head.length() + body.length];
    System.arraycopy(head.getBytes(ISO_8859_1), 0, bytes, 0, head.length());
    System.arraycopy(body, 0, bytes, head.length(), body.length);
    return bytes;
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private WildServer saying(String bytes) throws IOException {
    return server((_, out, _) -> out.write(bytes.getBytes(ISO_8859_1)));
  }

  private WildServer server(WildServer.Manner manner) throws IOException {
    var server = new WildServer(manner);
    servers.add(server);
    return server;
  }
}
