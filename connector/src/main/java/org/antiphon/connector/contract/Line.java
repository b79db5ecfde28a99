package org.antiphon.connector.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.antiphon.connector.HttpAnswer;
import org.antiphon.connector.HttpCall;
import org.antiphon.connector.HttpPort;
import org.antiphon.connector.RawAnswer;

/// A line between a connector and its platform that misbehaves in one way, and counts.
final class Line {
  private static final String NO_HASH = "0".repeat(64);
  private final UnaryOperator<HttpPort> manner;
  private final List<HttpCall> calls = new ArrayList<>();

  private Line(UnaryOperator<HttpPort> manner) {
    this.manner = manner;
  }

  /// A good one.
  static Line good() {
    return new Line(port -> port);
  }

  /// Nothing leaves.
  static Line dead() {
    return new Line(_ -> _ -> new HttpAnswer.NotSent("connection refused"));
  }

  /// The request arrives, its answer does not.
  static Line deaf() {
    return new Line(port ->
        call -> {
          port.send(call);
          return new HttpAnswer.Lost("timed out", Optional.empty());
        });
  }

  /// The platform never sees the request; this comes back.
  static Line saying(int status, String type, String body, Map<String, List<String>> headers) {
    return new Line(_ -> _ -> new HttpAnswer.Answered(answer(status, type, body, headers)));
  }

  /// As above, without further headers.
  static Line saying(int status, String type, String body) {
    return saying(status, type, body, Map.of());
  }

  /// The answer of the platform, spoilt.
  static Line spoiling(UnaryOperator<RawAnswer> spoil) {
    return new Line(port ->
        call ->
            switch (port.send(call)) {
              case HttpAnswer.Answered(var answer) -> new HttpAnswer.Answered(spoil.apply(answer));
              case HttpAnswer.NotSent none -> none;
              case HttpAnswer.Lost lost -> lost;
            });
  }

  /// To be put between.
  UnaryOperator<HttpPort> between() {
    return port -> {
      var through = manner.apply(port);
      return call -> {
        calls.add(call);
        return through.send(call);
      };
    };
  }

  /// How many requests that may change something were sent.
  long changing() {
    return calls.stream()
        .filter(call -> !call.method().equals("GET") && !call.method().equals("HEAD"))
        .count();
  }

  /// All requests.
  List<HttpCall> calls() {
    return List.copyOf(calls);
  }

  private static RawAnswer answer(
      int status, String type, String body, Map<String, List<String>> more) {
    var headers = new HashMap<>(more);
    headers.put("content-type", List.of(type));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var digest = new RawAnswer.Digest(NO_HASH, bytes.length);
    return new RawAnswer(status, headers, bytes, digest, Instant.EPOCH.plusSeconds(1_800_000_000));
  }
}
