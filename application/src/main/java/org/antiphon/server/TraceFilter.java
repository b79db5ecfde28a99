package org.antiphon.server;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.antiphon.telemetry.Fact;
import org.antiphon.telemetry.Telemetry;
import org.springframework.core.annotation.Order;

/// Makes each request that changes something a unit of work in traces, so that what a person did is
/// found from the ledger entry. The span names the last word of the path, which holds no id.
@Order(-1)
public final class TraceFilter implements Filter {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private final Telemetry telemetry;

  /// Traces by `telemetry`.
  public TraceFilter(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public void doFilter(ServletRequest any, ServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    var request = (HttpServletRequest) any;
    if (SAFE.contains(request.getMethod())) {
      chain.doFilter(any, answer);
      return;
    }
    try {
      telemetry.<Boolean, Exception>unit(
          name(request.getRequestURI()),
          Optional.empty(),
          () -> {
            Telemetry.note(Fact.METHOD, request.getMethod());
            chain.doFilter(any, answer);
            Telemetry.note(Fact.STATUS, ((HttpServletResponse) answer).getStatus());
            return true;
          });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  /// By the last step of the path where it is a word of ours.
  static String name(String path) {
    var last = path.substring(path.lastIndexOf('/') + 1);
    return switch (last) {
      case "attest", "attestation" -> "attestation.sign";
      case "draft" -> "notice.render";
      case "review" -> "case.review";
      case "heard" -> "case.hear";
      case "retract", "retraction" -> "contest.retract";
      case "answer", "decision" -> "contest.answer";
      case "counter-notices" -> "contest.receive";
      case "release", "resumption" -> "contest.release";
      default -> path.startsWith("/appeal/") ? "contest.appeal" : "http.server";
    };
  }
}
