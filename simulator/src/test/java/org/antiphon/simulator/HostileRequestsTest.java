package org.antiphon.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileRequestsTest {
  private static final List<String> HOSTILE =
      List.of(
          "\r\n\r\n",
          "GET\r\n\r\n",
          "GET / HTTP/9.9\r\n\r\n",
          "GET /p1/u/%zz HTTP/1.1\r\n\r\n",
          "GET /p1/a/../../../etc/passwd HTTP/1.1\r\n\r\n",
          "GET /p1/v1/uploads?cursor=%00%ff&limit=-1 HTTP/1.1\r\n\r\n",
          "GET /p1/a/u0 HTTP/1.1\r\nRange: bytes=99999999999999999999999-\r\n\r\n",
          "GET /p1/a/u0 HTTP/1.1\r\nRange: bytes=-\r\n\r\n",
          "GET /p1/a/u0 HTTP/1.1\r\nRange: bytes=5-2\r\n\r\n",
          "GET / HTTP/1.1\r\n: nameless\r\n\r\n",
          "GET / HTTP/1.1\r\nX: " + "a".repeat(40_000) + "\r\n\r\n",
          "POST /p1/v1/notices HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
          "POST /p1/v1/notices HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
          "POST /p1/v1/notices HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
          "POST /p1/v1/notices HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n",
          "POST /p1/v1/notices HTTP/1.1\r\nContent-Length: 100\r\n\r\nshort");

  @Test
  void hostileRequestsCostTheirOwnConnectionOnly(@TempDir Path folder) throws Exception {
    var uploads = Plant.uploads(folder, 3, 0);
    try (var simulator = Simulator.start(Plant.options(uploads, 1, "none", Optional.empty()))) {
      for (String request : HOSTILE)
        throwAt(simulator.port(), request.getBytes(StandardCharsets.ISO_8859_1));
      var random = new Random(9);
      for (int i = 0; i < 300; i++) throwAt(simulator.port(), mutated(random));
      hostileBodies(new Wire(simulator, "p1"));
      assertThat(new Wire(simulator, "p1").get("/v1/uploads").statusCode()).isEqualTo(200);
    }
  }

  private static void hostileBodies(Wire wire) throws Exception {
    for (String body :
        List.of(
            "",
            "[",
            "null",
            "[".repeat(100_000),
            "{\"uploadId\":7,\"documentSha256\":[],\"document\":{}}",
            "{\"externalReference\":\"key-00000001\",\"uploadId\":\"u0\",\"document\":\"[1\"}")) {
      var answer =
          wire.post(
              "/v1/notices",
              body.getBytes(StandardCharsets.UTF_8),
              "Idempotency-Key",
              "key-00000001");
      assertThat(answer.statusCode())
          .as(body.substring(0, Math.min(80, body.length())))
          .isBetween(400, 499);
    }
  }

  private static byte[] mutated(Random random) {
    var bytes = HOSTILE.get(random.nextInt(HOSTILE.size())).getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < 4; i++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    return bytes;
  }

  private static void throwAt(int port, byte[] bytes) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      var _ = socket.getInputStream().readNBytes(200);
    } catch (java.net.SocketException _) {
      // the server may well have had enough
    }
  }
}
