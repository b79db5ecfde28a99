package org.antiphon.server;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.antiphon.database.Database;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// A POST to the API with an `Idempotency-Key` is done once: the same request again gets the answer
/// that was given, another request under the same key is refused (draft-ietf-httpapi-idempotency
/// -key-header-07). Keys belong to a caller and are kept for a day. An answer of 500 and above is
/// not kept: the request may be sent again.
@Order(Ordered.LOWEST_PRECEDENCE)
public final class IdempotencyFilter implements Filter {
  /// Says that an answer was given before, and nothing was done now.
  public static final String REPLAYED = "Idempotent-Replayed";

  private static final int LARGEST = 1 << 20;
  private static final int LONGEST_KEY = 200;
  private static final Duration KEPT = Duration.ofDays(1);

  /// After so long a request under way is given up: its server died.
  private static final Duration UNDER_WAY = Duration.ofMinutes(10);

  private final Database database;
  private final InstantSource clock;

  /// Keeps answers in `database`.
  public IdempotencyFilter(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// @param status empty while the request is under way
  private record Kept(
      String requestSha256, Optional<Integer> status, @Nullable String contentType, byte[] body) {}

  @Override
  public void doFilter(ServletRequest any, ServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    var request = (HttpServletRequest) any;
    var response = (HttpServletResponse) answer;
    String key = request.getHeader("Idempotency-Key");
    boolean ours =
        request.getMethod().equals("POST")
            && request.getRequestURI().startsWith("/api/v1/")
            // its body is a whole sound, and its own table keeps the key
            && !request.getRequestURI().equals("/api/v1/screenings");
    if (key == null || !ours) {
      chain.doFilter(request, response);
      return;
    }
    try {
      once(key, request, response, chain);
    } catch (Problem e) {
      ProblemAnswers.write(e, request, response);
    }
  }

  private void once(
      String key, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (key.isBlank() || key.length() > LONGEST_KEY)
      throw new InvalidInput(
          "IDEMPOTENCY_KEY", "Idempotency-Key", "empty or too long", "send 1 to 200 characters");
    byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
    if (body.length > LARGEST)
      throw new InvalidInput("TOO_LARGE", "body", "more than 1 MiB", "send less at once");
    var caller = caller(request);
    var sha256 = sha256(request.getRequestURI(), body);
    if (!begin(caller, key, sha256)) {
      answerAgain(caller, key, sha256, response);
      return;
    }
    var caught = new ContentCachingResponseWrapper(response);
    boolean kept = false;
    try {
      chain.doFilter(new Replayed(request, body), caught);
      kept = caught.getStatus() < 500;
      if (kept) keep(caller, key, caught);
    } finally {
      if (!kept) forget(caller, key);
    }
    caught.copyBodyToResponse();
  }

  private boolean begin(String caller, String key, String sha256) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    database
        .sql()
        .sql(
            """
            delete from idempotent_answer
            where begun_at < :old or (status is null and begun_at < :dead)
            """)
        .param("old", now.minus(KEPT))
        .param("dead", now.minus(UNDER_WAY))
        .update();
    return database
            .sql()
            .sql(
                """
                insert into idempotent_answer (caller, key, request_sha256, begun_at)
                values (:caller, :key, :sha256, :now) on conflict do nothing
                """)
            .param("caller", caller)
            .param("key", key)
            .param("sha256", sha256)
            .param("now", now)
            .update()
        == 1;
  }

  private void answerAgain(String caller, String key, String sha256, HttpServletResponse response)
      throws IOException {
    var kept = kept(caller, key).orElseThrow(() -> underWay(key));
    if (!kept.requestSha256().equals(sha256))
      throw new Refused(
          "IDEMPOTENCY_KEY_REUSED",
          "Idempotency-Key",
          "another request was sent under this key",
          "make a new key for a new request");
    response.setStatus(kept.status().orElseThrow(() -> underWay(key)));
    if (kept.contentType() != null) response.setContentType(kept.contentType());
    response.setHeader(REPLAYED, "true");
    response.getOutputStream().write(kept.body());
  }

  private static Refused underWay(String key) {
    return new Refused(
        "IN_PROGRESS", "Idempotency-Key", "request " + key + " is under way", "ask again later");
  }

  private Optional<Kept> kept(String caller, String key) {
    return database
        .sql()
        .sql("select * from idempotent_answer where caller = ? and key = ?")
        .params(caller, key)
        .query((row, _) ->
            new Kept(
                row.getString("request_sha256"),
                Optional.ofNullable(row.getObject("status", Integer.class)),
                row.getString("content_type"),
                Optional.ofNullable(row.getBytes("body")).orElse(new byte[0])))
        .optional();
  }

  private void keep(String caller, String key, ContentCachingResponseWrapper caught) {
    database
        .sql()
        .sql(
            """
            update idempotent_answer set status = :status, content_type = :type, body = :body
            where caller = :caller and key = :key
            """)
        .param("status", caught.getStatus())
        .param("type", caught.getContentType())
        .param("body", caught.getContentAsByteArray())
        .param("caller", caller)
        .param("key", key)
        .update();
  }

  private void forget(String caller, String key) {
    database
        .sql()
        .sql("delete from idempotent_answer where caller = ? and key = ? and status is null")
        .params(caller, key)
        .update();
  }

  private static String caller(HttpServletRequest request) {
    return switch (request.getAttribute(Caller.ATTRIBUTE)) {
      case Caller.PersonCaller known -> "person " + known.person().id();
      case Caller.KeyCaller known -> "key " + known.key().id();
      case null, default -> "nobody";
    };
  }

  private static String sha256(String path, byte[] body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(path.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The request with its body, which was read already.
  private static final class Replayed extends HttpServletRequestWrapper {
    private final byte[] body;

    Replayed(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new Bytes(new ByteArrayInputStream(body));
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class Bytes extends ServletInputStream {
    private final ByteArrayInputStream left;

    Bytes(ByteArrayInputStream left) {
      this.left = left;
    }

    @Override
    public int read() {
      return left.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return left.read(into, offset, length);
    }

    @Override
    public boolean isFinished() {
      return left.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("this body is read at once");
    }
  }
}
