package org.antiphon.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.antiphon.outbound.Bodies.Body;
import org.antiphon.outbound.Outcome.Answered;
import org.antiphon.outbound.Outcome.Lost;
import org.antiphon.outbound.Outcome.NotSent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundTest {
  private static final Bounds SMALL = new Bounds(10_000, Duration.ofSeconds(10), Set.of());
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (var one : open) one.close();
  }

  @Test
  void aWholeAnswerComesWithItsHeadAndHash() throws IOException {
    var server = saying("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nETag: \"x\"\r\n\r\nabc");
    var answer = answered(get(server.url("/a"), SMALL));
    assertThat(answer.head().status()).isEqualTo(200);
    assertThat(answer.head().header("etag")).contains("\"x\"");
    assertThat(new String(answer.body().kept(), UTF_8)).isEqualTo("abc");
    assertThat(answer.body().sha256()).startsWith("ba7816bf8f01cfea");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:PORT/",
        "http://localhost:PORT/",
        "http://[::1]:PORT/",
        "http://[::ffff:127.0.0.1]:PORT/",
        "http://127.1:PORT/",
        "http://2130706433:PORT/",
        "http://0x7f000001:PORT/",
        "http://0177.0.0.1:PORT/",
        "http://169.254.169.254/latest/meta-data/"
      })
  void noSpellingOfAPrivateAddressIsCalled(String url) throws IOException {
    var server = saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    var uri = URI.create(url.replace("PORT", String.valueOf(server.port())));
    assertThat(send(outbound(Resolver.system()), Reach.PUBLIC, uri)).isInstanceOf(NotSent.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aNameThatAnswersPublicFirstAndPrivateLaterIsNeverCalledAtThePrivateAddress()
      throws IOException {
    var server = saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    var asked = new ArrayList<String>();
    Resolver rebinding =
        host -> {
          asked.add(host);
          return List.of(InetAddress.ofLiteral(asked.size() == 1 ? "192.0.2.1" : "127.0.0.1"));
        };
    // the first answer is a documentation address: refused as well, and without a second look-up
    var uri = URI.create("http://rebind.example:" + server.port() + "/");
    assertThat(send(outbound(rebinding), Reach.PUBLIC, uri))
        .isEqualTo(
            new NotSent<Body>(
                Trouble.ADDRESS_FORBIDDEN,
                "Forbidden: rebind.example: 192.0.2.1 lies in 192.0.2.0/24 documentation"));
    assertThat(asked).hasSize(1);
    assertThat(send(outbound(rebinding), Reach.PUBLIC, uri)).isInstanceOf(NotSent.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void theConnectionGoesToTheVeryAddressThatWasChecked() throws IOException {
    // the name is nobody's: only an address handed through from the resolver can answer
    var server = saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    var asked = new ArrayList<String>();
    Resolver pinned =
        host -> {
          asked.add(host);
          return List.of(InetAddress.ofLiteral("127.0.0.1"));
        };
    var uri = URI.create("http://platform.invalid:" + server.port() + "/x");
    assertThat(send(outbound(pinned), Reach.LOOPBACK, uri)).isInstanceOf(Answered.class);
    assertThat(asked).containsExactly("platform.invalid");
    assertThat(server.heads().getFirst()).contains("Host: platform.invalid:" + server.port());
  }

  @Test
  void aNameOfWhichOneAddressIsPrivateIsRefusedWhole() throws IOException {
    Resolver mixed =
        _ -> List.of(InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("10.0.0.1"));
    assertThat(send(outbound(mixed), Reach.PUBLIC, URI.create("http://mixed.example/")))
        .isInstanceOfSatisfying(
            NotSent.class, no -> assertThat(no.trouble()).isEqualTo(Trouble.ADDRESS_FORBIDDEN));
  }

  @Test
  void aConnectionOfASimulatedPlatformIsNotLentToAnybodyElse() throws IOException {
    var server = saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    var outbound = outbound(Resolver.system());
    assertThat(send(outbound, Reach.LOOPBACK, server.url("/"))).isInstanceOf(Answered.class);
    assertThat(send(outbound, Reach.PUBLIC, server.url("/"))).isInstanceOf(NotSent.class);
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://example.org/a",
        "gopher://example.org/",
        "http:///nowhere",
        "http://user:secret@127.0.0.1/",
        "mailto:a@b.example"
      })
  void onlyPlainHttpAddressesAreCalled(String url) throws IOException {
    assertThat(send(outbound(Resolver.system()), Reach.LOOPBACK, URI.create(url)))
        .isInstanceOfSatisfying(
            NotSent.class, no -> assertThat(no.trouble()).isEqualTo(Trouble.BAD_URL));
  }

  @Test
  void aRefusedConnectionIsCertainlyNotSent() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(post(URI.create("http://127.0.0.1:" + port + "/")))
        .isInstanceOfSatisfying(
            NotSent.class, no -> assertThat(no.trouble()).isEqualTo(Trouble.NOT_CONNECTED));
  }

  @Test
  void aNameThatDoesNotExistIsCertainlyNotSent() throws IOException {
    Resolver none =
        host -> {
          throw new java.net.UnknownHostException(host);
        };
    assertThat(send(outbound(none), Reach.PUBLIC, URI.create("https://gone.example/")))
        .isInstanceOfSatisfying(
            NotSent.class, no -> assertThat(no.trouble()).isEqualTo(Trouble.NAME_UNKNOWN));
  }

  @Test
  void aServerThatSpeaksNoTlsIsCertainlyNotSent() throws IOException {
    var server = saying("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    assertThat(post(URI.create("https://127.0.0.1:" + server.port() + "/")))
        .isInstanceOf(NotSent.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void aConnectionClosedWithoutAnAnswerIsLostAndTheRequestGoesOutOnce(String method)
      throws IOException {
    // the JDK's own client sends the GET a second time here
    var server = manner((_, _, socket) -> socket.close());
    var call =
        new OutboundCall(method, server.url("/n"), Map.of(), new byte[0], Reach.LOOPBACK, SMALL);
    assertThat(outbound(Resolver.system()).send(call, Bodies.whole())).isInstanceOf(Lost.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anIdleConnectionThatTheServerClosedCostsNoSecondRequest() throws IOException {
    var answers = new java.util.concurrent.atomic.AtomicInteger();
    var server =
        manner((_, out, socket) -> {
          if (answers.incrementAndGet() == 1)
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(ISO_8859_1));
          else socket.close(); // just as the second request comes
        });
    var outbound = outbound(Resolver.system());
    var keep = Map.of("X-Keep", "1");
    var first = new OutboundCall("GET", server.url("/1"), keep, new byte[0], Reach.LOOPBACK, SMALL);
    var second =
        new OutboundCall("POST", server.url("/2"), keep, new byte[] {1}, Reach.LOOPBACK, SMALL);
    assertThat(outbound.send(first, Bodies.whole())).isInstanceOf(Answered.class);
    assertThat(outbound.send(second, Bodies.whole())).isInstanceOf(Lost.class);
    assertThat(server.requests()).containsExactly("GET /1 HTTP/1.1", "POST /2 HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\nContent-Len",
        "no HTTP at all\r\n\r\n",
        ""
      })
  void anAnswerThatIsNotWholeIsLost(String bytes) throws IOException {
    assertThat(get(saying(bytes).url("/"), SMALL)).isInstanceOf(Lost.class);
  }

  @Test
  void aBodyThatIsAnnouncedTooLargeIsCutAtOnce() throws IOException {
    var server = saying("HTTP/1.1 200 OK\r\nContent-Length: 10001\r\n\r\n");
    assertThat(lost(get(server.url("/"), SMALL))).isEqualTo(Trouble.TOO_LARGE);
  }

  @Test
  void anEndlessBodyIsCutAtItsLimit() throws Exception {
    var closed = new CountDownLatch(1);
    var server =
        manner((_, out, _) -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
          byte[] block = new byte[8192];
          try {
            while (true) out.write(block);
          } catch (IOException e) {
            closed.countDown();
          }
        });
    assertThat(lost(get(server.url("/"), SMALL))).isEqualTo(Trouble.TOO_LARGE);
    assertThat(closed.await(5, TimeUnit.SECONDS))
        .as("the connection is closed, not drained")
        .isTrue();
  }

  @Test
  void aDripOfBytesIsCutWhenItsWholeTimeIsOver() throws Exception {
    var stop = new CountDownLatch(1);
    open.add(stop::countDown);
    var server =
        manner((_, out, _) -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n".getBytes(ISO_8859_1));
          drip(out, stop);
        });
    var bounds = new Bounds(10_000, Duration.ofMillis(600), Set.of());
    long began = System.nanoTime();
    assertThat(lost(get(server.url("/"), bounds))).isEqualTo(Trouble.TIMED_OUT);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void headersThatDripAreCutToo() throws Exception {
    var stop = new CountDownLatch(1);
    open.add(stop::countDown);
    var server =
        manner((_, out, _) -> {
          out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(ISO_8859_1));
          drip(out, stop);
        });
    var bounds = new Bounds(10_000, Duration.ofMillis(600), Set.of());
    assertThat(lost(get(server.url("/"), bounds))).isEqualTo(Trouble.TIMED_OUT);
  }

  private static void drip(OutputStream out, CountDownLatch stop) throws IOException {
    try {
      while (!stop.await(50, TimeUnit.MILLISECONDS)) {
        out.write('x');
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void headersWithoutEndAreNoHttp() throws IOException {
    var server =
        manner((_, out, _) -> {
          out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
          for (int i = 0; i < 100_000; i++) out.write("X-More: y\r\n".getBytes(ISO_8859_1));
        });
    assertThat(get(server.url("/"), SMALL)).isInstanceOf(Lost.class);
  }

  @Test
  void whatIsCompressedIsNotInflated() throws IOException {
    var bomb = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[5_000_000]);
    }
    var server =
        manner((_, out, _) -> {
          String head =
              "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                  + bomb.size()
                  + "\r\n\r\n";
          out.write(head.getBytes(ISO_8859_1));
          out.write(bomb.toByteArray());
        });
    var answer = answered(get(server.url("/"), SMALL));
    assertThat(answer.body().length()).isEqualTo(bomb.size());
    assertThat(answer.head().header("content-encoding")).contains("gzip");
    assertThat(server.heads().getFirst()).contains("Accept-Encoding: identity");
  }

  @Test
  void anotherTypeThanAskedForIsNoAnswer() throws IOException {
    var server =
        saying("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi");
    var bounds = new Bounds(100, Duration.ofSeconds(5), Set.of("audio/*"));
    assertThat(lost(get(server.url("/"), bounds))).isEqualTo(Trouble.WRONG_TYPE);
  }

  @Test
  void bytesBehindA204AreNotTakenForTheNextAnswer() throws IOException {
    var server =
        manner((line, out, _) -> {
          String bytes =
              line.contains("/none")
                  ? "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlies"
                  : "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ntruth";
          out.write(bytes.getBytes(ISO_8859_1));
        });
    var outbound = outbound(Resolver.system());
    var keep = Map.of("X-Keep", "1");
    outbound.send(
        OutboundCall.get(server.url("/none"), keep, Reach.LOOPBACK, SMALL), Bodies.whole());
    var next =
        outbound.send(
            OutboundCall.get(server.url("/x"), keep, Reach.LOOPBACK, SMALL), Bodies.whole());
    assertThat(new String(answered(next).body().kept(), UTF_8)).isEqualTo("truth");
  }

  @Test
  void aRedirectIsNotFollowedUnasked() throws IOException {
    var server = saying("HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n");
    assertThat(answered(get(server.url("/a"), SMALL)).head().status()).isEqualTo(302);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aFetchFollowsARedirectOnTheSameHost() throws IOException {
    var server = redirecting("/b");
    var outcome = fetch(server.url("/a"));
    assertThat(answered(outcome).head().uri().getPath()).isEqualTo("/b");
    assertThat(server.requests()).containsExactly("GET /a HTTP/1.1", "GET /b HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:PORT/b",
        "http://169.254.169.254/b",
        "http://127.0.0.1:1/b",
        "//evil.example/b",
        "file:///etc/passwd",
        "http://[bad",
        "/a"
      })
  void aFetchFollowsNoRedirectElsewhereAndNoLoop(String target) throws IOException {
    var port = new int[1];
    var server =
        manner((line, out, _) -> {
          String to = target.replace("PORT", String.valueOf(port[0]));
          String answer =
              line.contains("/b")
                  ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                  : "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n";
          out.write(answer.getBytes(ISO_8859_1));
        });
    port[0] = server.port();
    assertThat(fetch(server.url("/a"))).isInstanceOf(Lost.class);
    assertThat(server.requests()).hasSizeBetween(1, 4).allMatch(line -> line.contains("/a"));
  }

  @Test
  void aPostNeverFollows() throws IOException {
    var call =
        new OutboundCall(
            "POST",
            URI.create("http://127.0.0.1:1/"),
            Map.of(),
            new byte[0],
            Reach.LOOPBACK,
            SMALL);
    assertThatThrownBy(() -> outbound(Resolver.system()).fetch(call, 1, Bodies.whole()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFullDiskIsNotTakenForABrokenLine() throws IOException {
    var server = saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    BodyReader<Body> full =
        (_, _) -> {
          throw new IOException("No space left on device");
        };
    var call = OutboundCall.get(server.url("/"), Map.of(), Reach.LOOPBACK, SMALL);
    assertThatThrownBy(() -> outbound(Resolver.system()).send(call, full))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aHeaderCannotEndItsLine() {
    var headers = Map.of("X", "a\r\nY: b");
    assertThatThrownBy(
            () -> OutboundCall.get(URI.create("http://a.example/"), headers, Reach.PUBLIC, SMALL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noSwitchOfTheJvmMakesAnyClientRepeatRequests() {
    assertThat(System.getProperty("jdk.httpclient.enableAllMethodRetry")).isNull();
  }

  private Outcome<Body> fetch(URI uri) throws IOException {
    return outbound(Resolver.system())
        .fetch(OutboundCall.get(uri, Map.of(), Reach.LOOPBACK, SMALL), 3, Bodies.whole());
  }

  private Outcome<Body> get(URI uri, Bounds bounds) {
    return outbound(Resolver.system())
        .send(OutboundCall.get(uri, Map.of(), Reach.LOOPBACK, bounds), Bodies.whole());
  }

  private Outcome<Body> post(URI uri) {
    return outbound(Resolver.system())
        .send(
            new OutboundCall("POST", uri, Map.of(), new byte[] {1}, Reach.LOOPBACK, SMALL),
            Bodies.whole());
  }

  private static Outcome<Body> send(Outbound outbound, Reach reach, URI uri) {
    return outbound.send(OutboundCall.get(uri, Map.of(), reach, SMALL), Bodies.whole());
  }

  private static Answered<Body> answered(Outcome<Body> outcome) {
    assertThat(outcome).isInstanceOf(Answered.class);
    return (Answered<Body>) outcome;
  }

  private static Trouble lost(Outcome<Body> outcome) {
    assertThat(outcome).isInstanceOf(Lost.class);
    return ((Lost<Body>) outcome).trouble();
  }

  private Outbound outbound(Resolver resolver) {
    var settings =
        new OutboundSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), 8, 16, "Antiphon/test");
    var outbound = new Outbound(settings, resolver, InstantSource.system());
    open.add(outbound);
    return outbound;
  }

  private WildServer redirecting(String to) throws IOException {
    return manner((line, out, _) -> {
      String answer =
          line.contains(to)
              ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
              : "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n";
      out.write(answer.getBytes(ISO_8859_1));
    });
  }

  private WildServer saying(String bytes) throws IOException {
    return manner((_, out, _) -> out.write(bytes.getBytes(ISO_8859_1)));
  }

  private WildServer manner(WildServer.Manner manner) throws IOException {
    var server = new WildServer(manner);
    open.add(server);
    return server;
  }
}
