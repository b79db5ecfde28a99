package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.antiphon.accounts.Person;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.antiphon.server.ProblemAnswers;
import org.antiphon.server.RequestFaults;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// What went wrong, as a page, for those who asked for a page; the same four parts as everywhere.
@ControllerAdvice
@Order(0)
public final class Faults {
  private final Pages pages;

  /// Renders on `pages`.
  public Faults(Pages pages) {
    this.pages = pages;
  }

  @ExceptionHandler(produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<?> problem(Problem problem, HttpServletRequest request) {
    return page(problem, request);
  }

  @ExceptionHandler(
      exception = {NoHandlerFoundException.class, NoResourceFoundException.class},
      produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<?> unknown(HttpServletRequest request) {
    return page(
        new Refused(
            "NOT_FOUND",
            request.getRequestURI(),
            "there is no such page",
            "follow a link from the overview"),
        request);
  }

  /// A form that was bent: what a program would be told, as a page.
  @ExceptionHandler(
      exception = {
        MethodArgumentTypeMismatchException.class,
        ServletRequestBindingException.class,
        MultipartException.class,
        InvalidParameterException.class
      },
      produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<?> unreadable(Exception met, HttpServletRequest request) {
    if (!wantsPage(request))
      return ProblemAnswers.answer(RequestFaults.of(met, request), request.getRequestURI());
    return page(
        new InvalidInput(
            "BAD_REQUEST",
            request.getRequestURI(),
            "a field is missing, holds what it cannot hold, or is too long",
            "go back and fill in the form of the page"),
        request);
  }

  private static boolean wantsPage(HttpServletRequest request) {
    var accept = request.getHeader("Accept");
    boolean person = accept != null && accept.contains("text/html");
    return person && !request.getRequestURI().startsWith("/api/");
  }

  /// A page for who asked for one; a program that names no type is no person.
  private ResponseEntity<?> page(Problem problem, HttpServletRequest request) {
    if (!wantsPage(request)) return ProblemAnswers.answer(problem, request.getRequestURI());
    var who =
        request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller
            ? caller.asPerson().map(Person::name).orElse("")
            : "";
    var page = pages.page("FaultPage", Map.of("who", who, "p", problem));
    return ResponseEntity.status(ProblemAnswers.statusOf(problem))
        .headers(page.getHeaders())
        .body(page.getBody());
  }
}
