package org.antiphon.simulator;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A small HTTP/1.1 server (RFC 9112) on the loopback interface that can also misbehave: stall,
/// drop, reset, cut. An ordinary server hides the socket, and the faults live there.
///
/// One virtual thread a connection; heads up to 32 KiB, bodies up to 1 MiB (sound 64); an idle
/// connection is closed after 30 s. Hostile requests cost their own connection and nothing else.
final class WireServer implements AutoCloseable {
  private static final int IDLE_MILLIS = 30_000;
  private static final Duration ENDLESS = Duration.ofSeconds(60);
  static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ServerSocket listening;
  private final Function<Request, Response> answers;
  private final InstantSource clock;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Listens at once.
  ///
  /// @param port 0 for any free one
  WireServer(int port, Function<Request, Response> answers, InstantSource clock)
      throws IOException {
    this.answers = answers;
    this.clock = clock;
    this.listening = new ServerSocket();
    listening.setReuseAddress(true);
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
    Thread.ofPlatform().daemon().name("simulator-accept").start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        // the client left between SYN and accept, or close() was called: the loop's condition tells
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(IDLE_MILLIS);
      converse(socket);
    } catch (IOException _) {
      // what a client does to its own connection is its own affair
    } finally {
      open.remove(socket);
    }
  }

  private void converse(Socket socket) throws IOException {
    var in = new BufferedInputStream(socket.getInputStream());
    var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    var reader = new RequestReader(in, out);
    boolean again = true;
    for (int served = 0; again; served++) {
      Request request;
      try {
        var next = reader.next(served > 0);
        if (next.isEmpty()) return;
        request = next.get();
      } catch (RequestReader.BadRequest bad) {
        write(out, Problems.of(bad.status(), bad.code(), bad.words()), false, false);
        return;
      }
      boolean keep = !request.header("connection").orElse("").equalsIgnoreCase("close");
      again = deliver(socket, out, request, answer(request), keep) && keep;
    }
  }

  private Response answer(Request request) {
    try {
      return answers.apply(request);
    } catch (RuntimeException e) {
      // A fault of the simulator itself must not look like one that it injected.
      return Problems.of(500, "simulator_bug", "The simulator failed: " + e);
    }
  }

  /// Whether the connection may be used again.
  private boolean deliver(
      Socket socket, OutputStream out, Request request, Response response, boolean keep)
      throws IOException {
    boolean headOnly = request.method().equals("HEAD");
    return switch (response.delivery()) {
      case Response.Delivery.Whole() -> write(out, response, headOnly, keep);
      case Response.Delivery.Late(var silence) -> {
        pause(silence);
        yield write(out, response, headOnly, keep);
      }
      case Response.Delivery.Never(var silence) -> {
        if (!silence.isZero()) awaitClose(socket, silence);
        yield false;
      }
      case Response.Delivery.Half() -> {
        half(out, response);
        socket.setSoLinger(true, 0); // close() now sends a reset instead of an orderly end
        yield false;
      }
      case Response.Delivery.Endless(var drip) -> {
        endless(out, response, drip);
        yield false;
      }
    };
  }

  private boolean write(OutputStream out, Response response, boolean headOnly, boolean keep)
      throws IOException {
    out.write(head(response, keep));
    if (!headOnly) copy(response.body(), response.body().length(), out);
    out.flush();
    response.afterSent().run();
    return true;
  }

  private void half(OutputStream out, Response response) throws IOException {
    out.write(head(response, true));
    copy(response.body(), response.body().length() / 2, out);
    out.flush();
    // Without a moment between the two the reset overtakes the bytes, and the half never arrives.
    pause(Duration.ofMillis(30));
  }

  private void endless(OutputStream out, Response response, boolean drip) throws IOException {
    out.write(head(response.with("X-Endless", "true"), false));
    var until = clock.instant().plus(ENDLESS);
    var piece = new byte[drip ? 1 : 8192];
    while (clock.instant().isBefore(until) && closed.getCount() > 0) {
      out.write(piece);
      if (drip) {
        out.flush();
        pause(Duration.ofMillis(200));
      }
    }
  }

  private byte[] head(Response response, boolean keep) {
    var head = new StringBuilder("HTTP/1.1 ").append(response.status()).append(" \r\n");
    head.append("Date: ").append(HTTP_DATE.format(clock.instant())).append("\r\n");
    response.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    boolean endless = response.headers().containsKey("X-Endless");
    if (!endless) head.append("Content-Length: " + response.body().length() + "\r\n");
    if (!keep) head.append("Connection: close\r\n");
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void copy(Response.Body body, long length, OutputStream out) throws IOException {
    switch (body) {
      case Response.Body.Bytes(var bytes) -> out.write(bytes, 0, (int) length);
      case Response.Body.FilePart(var file, var from, _) -> {
        try (var source = new RandomAccessFile(file.toFile(), "r")) {
          source.seek(from);
          var piece = new byte[1 << 16];
          for (long left = length; left > 0; ) {
            int read = source.read(piece, 0, (int) Math.min(piece.length, left));
            if (read < 0) throw new IOException(file + " became shorter while it was served");
            out.write(piece, 0, read);
            left -= read;
          }
        }
      }
    }
  }

  /// Ends early when the client closes first, or when the simulator stops.
  private static void awaitClose(Socket socket, Duration longest) throws IOException {
    socket.setSoTimeout(Math.toIntExact(longest.toMillis()));
    InputStream in = socket.getInputStream();
    while (in.read() >= 0) {
      // bytes of a request that nobody will answer
    }
  }

  private void pause(Duration length) {
    try {
      if (closed.await(length.toMillis(), TimeUnit.MILLISECONDS)) return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    closeQuietly(listening);
    open.forEach(WireServer::closeQuietly);
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception _) {
      // it is gone either way
    }
  }
}
