package org.antiphon.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.antiphon.problem.Unavailable;
import org.antiphon.problem.Unreadable;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.json.JsonMapper;

/// Turns what went wrong into an answer of RFC 9457, with the four parts of a [Problem] and all
/// faults at once; what is no problem is a bug, is logged whole, and tells the caller nothing of
/// our inside. Bad input is never a 500.
@RestControllerAdvice
public final class ProblemAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

  /// What was sent comes back shortened: an address of 3 MB told nobody more than its beginning.
  static final int LONGEST_VALUE = 200;

  private static final int LONGEST_HINT = 1_000;
  private static final String TOO_LARGE = "TOO_LARGE";

  /// The one way in which a problem is written, also where no controller was reached.
  private static final JsonMapper JSON =
      JsonMapper.builder().addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class).build();

  /// Codes that have a status of their own; any other refusal is 409, a conflict with the state.
  private static final Map<String, HttpStatus> REFUSALS =
      Map.of(
          "NOT_FOUND",
          HttpStatus.NOT_FOUND,
          "UNAUTHENTICATED",
          HttpStatus.UNAUTHORIZED,
          "FORBIDDEN",
          HttpStatus.FORBIDDEN,
          "SEPARATION_OF_DUTIES",
          HttpStatus.FORBIDDEN,
          "STALE",
          HttpStatus.PRECONDITION_FAILED,
          TOO_LARGE,
          HttpStatus.CONTENT_TOO_LARGE,
          "TOO_MANY_REQUESTS",
          HttpStatus.TOO_MANY_REQUESTS,
          "IDEMPOTENCY_KEY_REUSED",
          HttpStatus.UNPROCESSABLE_CONTENT);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> problem(Problem problem, HttpServletRequest request) {
    return answer(problem, request.getRequestURI());
  }

  /// The answer for one problem; also used where no controller was reached.
  public static ResponseEntity<ProblemDetail> answer(Problem problem, String path) {
    var status = statusOf(problem);
    var detail = detail(problem, status, path);
    var headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (problem instanceof Unavailable unavailable)
      unavailable
          .retryAfter()
          .ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, seconds(wait.toSeconds())));
    return new ResponseEntity<>(detail, headers, status);
  }

  private static ProblemDetail detail(Problem problem, HttpStatus status, String path) {
    var detail = ProblemDetail.forStatusAndDetail(status, cut(problem.what(), LONGEST_VALUE));
    detail.setType(URI.create("urn:antiphon:problem:" + problem.code()));
    detail.setTitle(status.getReasonPhrase());
    detail.setInstance(instance(path));
    detail.setProperty("code", problem.code());
    detail.setProperty("where", cut(problem.where(), LONGEST_VALUE));
    detail.setProperty("hint", cut(problem.hint(), LONGEST_HINT));
    detail.setProperty("errors", problem.faults().stream().map(ProblemAnswers::fault).toList());
    return detail;
  }

  /// Writes the answer for one problem where no controller was reached.
  static void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var answer = answer(problem, request.getRequestURI());
    response.setStatus(answer.getStatusCode().value());
    answer.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
    response.getOutputStream().write(JSON.writeValueAsBytes(answer.getBody()));
  }

  /// The beginning and the end of a text that is too long, and how long it was.
  static String cut(String text, int longest) {
    if (text.length() <= longest) return text;
    int end = longest / 4;
    return text.substring(0, longest - end)
        + "… (%,d characters) …".formatted(text.length())
        + text.substring(text.length() - end);
  }

  private static URI instance(String path) {
    try {
      return URI.create(path);
    } catch (IllegalArgumentException e) {
      return URI.create("/"); // a path that is no URI is the caller's fault, not ours
    }
  }

  private static String seconds(long seconds) {
    return Long.toString(Math.max(1, seconds));
  }

  private static Map<String, String> fault(Problem fault) {
    return Map.of(
        "pointer",
        cut(fault.where(), LONGEST_VALUE),
        "code",
        fault.code(),
        "detail",
        cut(fault.what(), LONGEST_VALUE));
  }

  /// The status that a problem is answered with.
  public static HttpStatus statusOf(Problem problem) {
    return switch (problem) {
      case InvalidInput input when input.code().startsWith("NO_SUCH_") -> HttpStatus.NOT_FOUND;
      case InvalidInput input when input.code().equals(TOO_LARGE) -> HttpStatus.CONTENT_TOO_LARGE;
      case InvalidInput _ -> HttpStatus.BAD_REQUEST;
      case Unreadable _ -> HttpStatus.UNPROCESSABLE_CONTENT;
      case Unavailable busy when busy.code().equals("BUSY") -> HttpStatus.TOO_MANY_REQUESTS;
      case Unavailable _ -> HttpStatus.SERVICE_UNAVAILABLE;
      case Refused refused -> REFUSALS.getOrDefault(refused.code(), HttpStatus.CONFLICT);
    };
  }

  @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
  ResponseEntity<ProblemDetail> unknownPath(HttpServletRequest request) {
    var nothing =
        new Refused(
            "NOT_FOUND",
            request.getRequestURI(),
            "nothing is served at " + request.getRequestURI(),
            "see /api/openapi.json for what is");
    return answer(nothing, request.getRequestURI());
  }

  @ExceptionHandler({
    HttpMessageNotReadableException.class,
    MethodArgumentTypeMismatchException.class,
    ServletRequestBindingException.class,
    MultipartException.class,
    InvalidParameterException.class,
    IllegalArgumentException.class
  })
  ResponseEntity<ProblemDetail> unreadable(Exception met, HttpServletRequest request) {
    return answer(RequestFaults.of(met, request), request.getRequestURI());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> wrongMethod(
      HttpRequestMethodNotSupportedException met, HttpServletRequest request) {
    var allowed =
        met.getSupportedMethods() == null ? "" : String.join(", ", met.getSupportedMethods());
    return refused(
        met,
        request,
        "WRONG_METHOD",
        met.getMethod() + " is not taken here",
        allowed.isEmpty() ? "see /api/openapi.json" : "send " + allowed);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> wrongType(HttpMediaTypeException met, HttpServletRequest request) {
    boolean sent = met instanceof HttpMediaTypeNotSupportedException;
    var header = sent ? HttpHeaders.CONTENT_TYPE : HttpHeaders.ACCEPT;
    var named = request.getHeader(header);
    return refused(
        met,
        request,
        sent ? "WRONG_TYPE" : "NOT_ACCEPTABLE",
        (named == null ? "a body without a type" : header + ": " + named)
            + (sent ? " is not taken here" : " is not served here"),
        met.getSupportedMediaTypes().isEmpty()
            ? "compare the request with /api/openapi.json"
            : (sent ? "send " : "accept ") + MediaType.toString(met.getSupportedMediaTypes()));
  }

  /// An answer with the status and the headers that Spring gives it, and our four parts.
  private static ResponseEntity<ProblemDetail> refused(
      org.springframework.web.ErrorResponse met,
      HttpServletRequest request,
      String code,
      String what,
      String hint) {
    var status = HttpStatus.valueOf(met.getStatusCode().value());
    var problem = new InvalidInput(code, request.getRequestURI(), what, hint);
    return ResponseEntity.status(status)
        .headers(met.getHeaders())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(detail(problem, status, request.getRequestURI()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> known(ErrorResponseException met) {
    return ResponseEntity.status(met.getStatusCode()).headers(met.getHeaders()).body(met.getBody());
  }

  @ExceptionHandler
  void gone(AsyncRequestNotUsableException met) {
    LOG.debug("The reader went away", met);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> bug(Exception met, HttpServletRequest request) {
    LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), met);
    var detail =
        ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, "a fault of ours");
    detail.setProperty("code", "INTERNAL");
    detail.setProperty("hint", "the server's log has the whole story");
    detail.setProperty("errors", List.of());
    return ResponseEntity.internalServerError()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(detail);
  }
}
