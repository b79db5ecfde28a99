package org.antiphon.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.antiphon.accounts.Person;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.antiphon.server.ProblemAnswers;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
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
  ResponseEntity<String> problem(Problem problem, HttpServletRequest request) {
    return page(problem, request);
  }

  @ExceptionHandler(
      exception = {NoHandlerFoundException.class, NoResourceFoundException.class},
      produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> unknown(HttpServletRequest request) {
    return page(
        new Refused(
            "NOT_FOUND",
            request.getRequestURI(),
            "there is no such page",
            "follow a link from the overview"),
        request);
  }

  private ResponseEntity<String> page(Problem problem, HttpServletRequest request) {
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
