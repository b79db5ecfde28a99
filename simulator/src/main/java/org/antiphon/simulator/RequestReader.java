package org.antiphon.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads HTTP/1.1 requests (RFC 9112) from one connection, with bounds on everything.
final class RequestReader {
  private static final int MAX_HEAD = 32 << 10;
  private static final int MAX_BODY = 1 << 20;

  /// Of a sound that is handed to the other detector.
  private static final int MAX_SOUND = 64 << 20;

  private final InputStream in;
  private final OutputStream out;

  RequestReader(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /// A request that is refused before any platform sees it.
  static final class BadRequest extends Exception {
    private final int status;
    private final String code;

    BadRequest(int status, String code, String words) {
      super(words);
      this.status = status;
      this.code = code;
    }

    int status() {
      return status;
    }

    String code() {
      return code;
    }

    String words() {
      return String.valueOf(getMessage());
    }
  }

  /// The next request; empty when the client is done or was silent for too long.
  Optional<Request> next(boolean reused) throws IOException, BadRequest {
    var budget = new int[] {MAX_HEAD};
    String start = firstLine(budget);
    if (start.isEmpty()) return Optional.empty();
    var words = start.split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.") || !words[1].startsWith("/"))
      throw new BadRequest(400, "bad_request", "No HTTP/1.1 request line");
    var headers = headers(budget);
    var target = words[1].split("\\?", 2);
    var body = body(headers, OtherDetector.serves(target[0]) ? MAX_SOUND : MAX_BODY);
    return Optional.of(
        new Request(
            words[0],
            decoded(target[0].replace("+", "%2B")),
            query(target.length > 1 ? target[1] : ""),
            headers,
            body,
            reused));
  }

  private String firstLine(int[] budget) throws IOException, BadRequest {
    try {
      String line = line(budget);
      return line.isEmpty() ? line(budget) : line; // RFC 9112 2.2: one empty line is forgiven
    } catch (SocketTimeoutException _) {
      return "";
    }
  }

  private Map<String, String> headers(int[] budget) throws IOException, BadRequest {
    var headers = new LinkedHashMap<String, String>();
    for (String line = line(budget); !line.isEmpty(); line = line(budget)) {
      int colon = line.indexOf(':');
      if (colon < 1) throw new BadRequest(400, "bad_request", "A header without a name");
      headers.put(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    return headers;
  }

  private byte[] body(Map<String, String> headers, int most) throws IOException, BadRequest {
    boolean chunked =
        headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).contains("chunked");
    if (!chunked && !headers.containsKey("content-length")) return new byte[0];
    long length = chunked ? 0 : number(headers.getOrDefault("content-length", ""), 10);
    if (length > most) throw tooLarge();
    if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    return chunked ? chunks(most) : exactly((int) length);
  }

  private byte[] chunks(int most) throws IOException, BadRequest {
    var body = new ByteArrayOutputStream();
    while (true) {
      var budget = new int[] {1024};
      long size = number(line(budget).split(";", 2)[0].strip(), 16);
      if (body.size() + size > most) throw tooLarge();
      if (size == 0) {
        headers(new int[] {MAX_HEAD}); // trailers
        return body.toByteArray();
      }
      body.write(exactly((int) size));
      if (!line(budget).isEmpty()) throw new BadRequest(400, "bad_request", "A broken chunk");
    }
  }

  private static BadRequest tooLarge() {
    return new BadRequest(413, "too_large", "A body over what is read here");
  }

  private byte[] exactly(int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) throw new IOException("The client left in the middle of its body");
    return bytes;
  }

  private static long number(String digits, int radix) throws BadRequest {
    try {
      long value = Long.parseLong(digits, radix);
      if (value >= 0) return value;
    } catch (NumberFormatException _) {
      // refused below, like a negative one
    }
    throw new BadRequest(400, "bad_request", "A length that is no number");
  }

  /// One line without its end; "" also at the end of the stream.
  private String line(int[] budget) throws IOException, BadRequest {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (--budget[0] < 0) throw new BadRequest(431, "bad_request", "A head over 32 KiB");
      line.append((char) c);
    }
    int end = line.length();
    if (end > 0 && line.charAt(end - 1) == '\r') line.setLength(end - 1);
    return line.toString();
  }

  private static Map<String, String> query(String text) throws BadRequest {
    var query = new LinkedHashMap<String, String>();
    for (String pair : text.split("&", -1)) {
      var halves = pair.split("=", 2);
      if (!halves[0].isEmpty())
        query.put(decoded(halves[0]), decoded(halves.length > 1 ? halves[1] : ""));
    }
    return query;
  }

  private static String decoded(String text) throws BadRequest {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new BadRequest(400, "bad_request", "A broken escape in the address");
    }
  }
}
