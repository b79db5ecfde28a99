package org.antiphon.telemetry;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A collector on loopback that reads OTLP over HTTP: as much of its Protocol Buffers as spans
/// need.
final class Collector implements AutoCloseable {
  private final HttpServer server;
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  /// A span as it came.
  ///
  /// @param links `trace/span` of what caused it
  record Span(
      String trace,
      String id,
      String parent,
      String name,
      Map<String, String> facts,
      List<String> links) {
    String key() {
      return trace + "/" + id;
    }
  }

  Collector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          bodies.add(new String(body, StandardCharsets.ISO_8859_1));
          request(body);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Span> spans() {
    return List.copyOf(spans);
  }

  /// Everything that came, byte for byte.
  String everything() {
    return String.join("", bodies);
  }

  private void request(byte[] body) {
    for (var resource : Message.read(body).all(1))
      for (var scope : Message.read(resource).all(2))
        for (var span : Message.read(scope).all(2)) spans.add(span(Message.read(span)));
  }

  private static Span span(Message span) {
    var facts = new HashMap<String, String>();
    for (var each : span.all(9)) {
      var pair = Message.read(each);
      var value = Message.read(pair.one(2));
      facts.put(text(pair.one(1)), text(value.one(1)));
    }
    var links = new ArrayList<String>();
    for (var each : span.all(13)) {
      var link = Message.read(each);
      links.add(hex(link.one(1)) + "/" + hex(link.one(2)));
    }
    return new Span(
        hex(span.one(1)), hex(span.one(2)), hex(span.one(4)), text(span.one(5)), facts, links);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// Fields of a message that are bytes, texts or messages; numbers are skipped.
  private record Message(Map<Integer, List<byte[]>> fields) {
    static Message read(byte[] bytes) {
      var fields = new HashMap<Integer, List<byte[]>>();
      int[] at = {0};
      while (at[0] < bytes.length) {
        long tag = varint(bytes, at);
        switch ((int) (tag & 7)) {
          case 0 -> varint(bytes, at);
          case 1 -> at[0] += 8;
          case 5 -> at[0] += 4;
          case 2 -> {
            int length = (int) varint(bytes, at);
            fields
                .computeIfAbsent((int) (tag >>> 3), _ -> new ArrayList<>())
                .add(Arrays.copyOfRange(bytes, at[0], at[0] + length));
            at[0] += length;
          }
          default -> throw new IllegalStateException("wire type " + (tag & 7));
        }
      }
      return new Message(fields);
    }

    private static long varint(byte[] bytes, int[] at) {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = bytes[at[0]++];
        value |= (long) (b & 127) << shift;
        if (b >= 0) return value;
      }
    }

    List<byte[]> all(int field) {
      return fields.getOrDefault(field, List.of());
    }

    byte[] one(int field) {
      var all = all(field);
      return all.isEmpty() ? new byte[0] : all.getFirst();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
