package org.antiphon.server;

import jakarta.servlet.http.HttpServletRequest;
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
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// Turns what went wrong into an answer of RFC 9457, with the four parts of a [Problem] and all
/// faults at once; what is no problem is a bug, is logged whole, and tells the caller nothing of
/// our inside. Bad input is never a 500.
@RestControllerAdvice
public final class ProblemAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

  /// Codes that have a status of their own; any other refusal is 409, a conflict with the state.
  private static final Map<String, HttpStatus> REFUSALS =
      Map.of(
          "NOT_FOUND", HttpStatus.NOT_FOUND,
          "UNAUTHENTICATED", HttpStatus.UNAUTHORIZED,
          "FORBIDDEN", HttpStatus.FORBIDDEN,
          "SEPARATION_OF_DUTIES", HttpStatus.FORBIDDEN,
          "STALE", HttpStatus.PRECONDITION_FAILED,
          "TOO_MANY_REQUESTS", HttpStatus.TOO_MANY_REQUESTS,
          "IDEMPOTENCY_KEY_REUSED", HttpStatus.UNPROCESSABLE_CONTENT);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> problem(Problem problem, HttpServletRequest request) {
    return answer(problem, request.getRequestURI());
  }

  /// The answer for one problem; also used where no controller was reached.
  public static ResponseEntity<ProblemDetail> answer(Problem problem, String path) {
    var status = statusOf(problem);
    var detail = ProblemDetail.forStatusAndDetail(status, problem.what());
    detail.setType(URI.create("urn:antiphon:problem:" + problem.code()));
    detail.setTitle(status.getReasonPhrase());
    detail.setInstance(instance(path));
    detail.setProperty("code", problem.code());
    detail.setProperty("where", problem.where());
    detail.setProperty("hint", problem.hint());
    detail.setProperty("errors", problem.faults().stream().map(ProblemAnswers::fault).toList());
    var headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (problem instanceof Unavailable unavailable)
      unavailable
          .retryAfter()
          .ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, seconds(wait.toSeconds())));
    return new ResponseEntity<>(detail, headers, status);
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
    return Map.of("pointer", fault.where(), "code", fault.code(), "detail", fault.what());
  }

  /// The status that a problem is answered with.
  public static HttpStatus statusOf(Problem problem) {
    return switch (problem) {
      case InvalidInput input when input.code().startsWith("NO_SUCH_") -> HttpStatus.NOT_FOUND;
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
    var fault =
        new InvalidInput(
            "BAD_REQUEST",
            request.getRequestURI(),
            firstLine(met),
            "compare the request with /api/openapi.json");
    return answer(fault, request.getRequestURI());
  }

  @ExceptionHandler({HttpRequestMethodNotSupportedException.class, HttpMediaTypeException.class})
  ResponseEntity<ProblemDetail> wrongWay(Exception met) {
    var answer = (org.springframework.web.ErrorResponse) met;
    var body = answer.getBody();
    body.setProperty("code", "WRONG_METHOD_OR_TYPE");
    body.setProperty("hint", "compare the request with /api/openapi.json");
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(body);
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

  private static String firstLine(Exception met) {
    var text = String.valueOf(met.getMessage());
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
