package org.antiphon.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that says exactly the bytes it is told to, well-formed or not.
public final class WildServer implements AutoCloseable {
  /// What it does with one connection, after the head of a request has come.
  public interface Manner {
    /// Answers.
    void answer(String requestLine, OutputStream out, Socket socket) throws IOException;
  }

  private final ServerSocket server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();

  public WildServer(Manner manner) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(manner));
  }

  private void accept(Manner manner) {
    try {
      while (!server.isClosed()) {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> serve(manner, socket));
      }
    } catch (IOException e) {
      heads.add("closed: " + e.getMessage());
    }
  }

  private void serve(Manner manner, Socket socket) {
    try (socket) {
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        requests.add(line);
        var head = new StringBuilder(line);
        for (String h = in.readLine(); h != null && !h.isEmpty(); h = in.readLine())
          head.append('\n').append(h);
        heads.add(head.toString());
        manner.answer(line, socket.getOutputStream(), socket);
        socket.getOutputStream().flush();
        if (!head.toString().contains("X-Keep")) return;
      }
    } catch (IOException e) {
      heads.add("broken: " + e.getMessage());
    }
  }

  /// The request lines that came, in order.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /// The heads that came, in order.
  public List<String> heads() {
    return List.copyOf(heads);
  }

  public int port() {
    return server.getLocalPort();
  }

  /// A URL of this server.
  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
