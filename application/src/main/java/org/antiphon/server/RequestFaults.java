package org.antiphon.server;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Array;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.antiphon.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// What of a request could not be read, as a problem of ours: which parameter or field, what was
/// sent, what is taken. Names no class: whoever calls knows JSON and our description, not our code.
public final class RequestFaults {
  private static final String SEE = "compare the request with /api/openapi.json";

  private RequestFaults() {}

  /// In the words of the API.
  public static InvalidInput of(Exception met, HttpServletRequest request) {
    return switch (met) {
      case MethodArgumentTypeMismatchException wrong -> parameter(wrong);
      case MissingServletRequestParameterException missing ->
          bad(
              missing.getParameterName(),
              "the parameter \"" + missing.getParameterName() + "\" is missing",
              SEE);
      case HttpMessageNotReadableException unread -> body(unread);
      default -> bad(request.getRequestURI(), words(met), SEE);
    };
  }

  private static InvalidInput parameter(MethodArgumentTypeMismatchException wrong) {
    var type = ResolvableType.forMethodParameter(wrong.getParameter());
    boolean many = Collection.class.isAssignableFrom(type.toClass());
    var each = many ? type.getGeneric(0).toClass() : type.toClass();
    return bad(
        wrong.getName(),
        "%s is %s, and not %s".formatted(wrong.getName(), shown(wrong.getValue()), taken(each)),
        "give " + taken(each));
  }

  private static InvalidInput body(HttpMessageNotReadableException unread) {
    return switch (unread.getCause()) {
      case UnrecognizedPropertyException unknown ->
          bad(pointer(unknown), "there is no field \"" + unknown.getPropertyName() + "\"", SEE);
      case InvalidFormatException wrong ->
          field(wrong, "%s is not %s".formatted(shown(wrong.getValue()), taken(target(wrong))));
      case MismatchedInputException wrong ->
          field(wrong, "what stands here is not " + taken(target(wrong)));
      case JacksonException other when ours(other).isPresent() -> ours(other).get();
      case JacksonException other ->
          bad(
              "body",
              "the body is no JSON: it cannot be read at line %d, column %d"
                  .formatted(other.getLocation().getLineNr(), other.getLocation().getColumnNr()),
              "send one JSON object");
      case null -> bad("body", "the body is missing", SEE);
      default -> bad("body", "the body cannot be read", SEE);
    };
  }

  private static InvalidInput field(MismatchedInputException wrong, String what) {
    return ours(wrong).orElseGet(() -> bad(pointer(wrong), what, "give " + taken(target(wrong))));
  }

  /// A value that one of our own types refused says it better.
  private static Optional<InvalidInput> ours(Throwable met) {
    for (var cause = met.getCause(); cause != null; cause = cause.getCause())
      if (cause instanceof InvalidInput said) return Optional.of(said);
    return Optional.empty();
  }

  private static @Nullable Class<?> target(MismatchedInputException wrong) {
    return wrong.getTargetType();
  }

  private static InvalidInput bad(String where, String what, String hint) {
    return new InvalidInput("BAD_REQUEST", where, what, hint);
  }

  /// RFC 6901; `body` for the whole of it.
  private static String pointer(JacksonException wrong) {
    var path = wrong.getPath();
    if (path.isEmpty()) return "body";
    return path.stream()
        .map(step ->
            "/"
                + (step.getPropertyName() == null
                    ? Integer.toString(step.getIndex())
                    : step.getPropertyName().replace("~", "~0").replace("/", "~1")))
        .collect(Collectors.joining());
  }

  private static String shown(@Nullable Object value) {
    if (value != null && value.getClass().isArray())
      return IntStream.range(0, Array.getLength(value))
          .mapToObj(i -> shown(Array.get(value, i)))
          .collect(Collectors.joining(", "));
    return '"' + ProblemAnswers.cut(String.valueOf(value), ProblemAnswers.LONGEST_VALUE) + '"';
  }

  private static String taken(@Nullable Class<?> type) {
    if (type == null) return "what is described for it";
    if (type.isEnum())
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(each -> ((Enum<?>) each).name())
              .collect(Collectors.joining(", "));
    if (List.of(int.class, long.class, Integer.class, Long.class).contains(type))
      return "a whole number";
    if (List.of(double.class, float.class, Double.class, Float.class).contains(type))
      return "a number";
    if (type == boolean.class || type == Boolean.class) return "true or false";
    if (type == UUID.class) return "an id, such as 01a22715-46e9-7000-8000-000000000000";
    if (type == Instant.class) return "a time, such as 2026-11-22T10:00:00Z";
    if (CharSequence.class.isAssignableFrom(type)) return "a text";
    if (type.isArray() || Collection.class.isAssignableFrom(type)) return "a list";
    return "an object";
  }

  /// The first line, unless it speaks of our inside.
  private static String words(Exception met) {
    var line = String.valueOf(met.getMessage()).lines().findFirst().orElse("");
    return line.isEmpty() || line.matches(".*\\b(?:org|java|tools|jakarta)\\.[a-z].*")
        ? "the request holds what cannot be read"
        : line;
  }
}
