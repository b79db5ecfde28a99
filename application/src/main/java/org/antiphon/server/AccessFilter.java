package org.antiphon.server;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antiphon.accounts.Accounts;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseCookie;

/// Lets in whom a key or a session names; everybody else reaches only what is public. Also refuses
/// requests under a foreign host name (a page elsewhere whose name was bent to this machine) and
/// changes that another site's page asks for in a person's name, and says what a page may load.
@Order(0)
public final class AccessFilter implements Filter {
  /// Name of the session's cookie.
  public static final String COOKIE = "antiphon_session";

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final List<String> PUBLIC =
      List.of(
          "/assets/",
          "/hooks/",
          "/healthz",
          "/readyz",
          "/login",
          "/setup",
          "/favicon.ico",
          "/evidence/",
          "/appeal/");
  private static final Set<String> PUBLIC_PAGES =
      Set.of("/tip", "/transparency", "/transparency.csv", "/transparency-notices.csv");
  private static final Set<String> PUBLIC_POSTS = Set.of("/api/v1/setup", "/api/v1/sessions");
  private static final String CONTENT_POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline';"
          + " img-src 'self' data:; media-src 'self' blob:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private final Accounts accounts;
  private final HostNames hosts;

  /// Asks `accounts` who it is; answers only under `hosts`.
  public AccessFilter(Accounts accounts, HostNames hosts) {
    this.accounts = accounts;
    this.hosts = hosts;
  }

  /// The cookie that holds a session, for so long; none at once where `age` is zero.
  public static String cookie(String secret, Duration age) {
    return ResponseCookie.from(COOKIE, secret)
        .httpOnly(true)
        .sameSite("Strict")
        .path("/")
        .maxAge(age)
        .build()
        .toString();
  }

  @Override
  public void doFilter(ServletRequest any, ServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    var request = (HttpServletRequest) any;
    var response = (HttpServletResponse) answer;
    secure(response);
    try {
      if (!hosts.allows(request.getHeader("Host"))) throw foreignHost(request);
      var caller = caller(request);
      caller.ifPresent(known -> request.setAttribute(Caller.ATTRIBUTE, known));
      if (caller.orElse(null) instanceof Caller.PersonCaller) refuseForeignOrigin(request);
      if (caller.isEmpty() && !isPublic(request)) {
        if (wantsPage(request)) {
          response.sendRedirect("/login?next=" + encoded(request));
          return;
        }
        Caller.of(request);
      }
    } catch (Problem e) {
      ProblemAnswers.write(e, request, response);
      return;
    }
    chain.doFilter(request, response);
  }

  private static void secure(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", CONTENT_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store");
  }

  private Optional<Caller> caller(HttpServletRequest request) {
    var authorization = request.getHeader("Authorization");
    if (authorization != null && authorization.startsWith("Bearer "))
      return accounts
          .authenticateApiKey(authorization.substring("Bearer ".length()).strip())
          .map(Caller.KeyCaller::new);
    return cookie(request).flatMap(this::person);
  }

  private Optional<Caller> person(String secret) {
    return accounts
        .session(secret)
        .flatMap(session ->
            accounts
                .person(session.person())
                .map(person -> new Caller.PersonCaller(person, session, secret)));
  }

  private static Optional<String> cookie(HttpServletRequest request) {
    var cookies = request.getCookies();
    if (cookies == null) return Optional.empty();
    return Arrays.stream(cookies)
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .map(Cookie::getValue)
        .findFirst();
  }

  private static boolean isPublic(HttpServletRequest request) {
    var path = request.getRequestURI();
    if (request.getMethod().equals("POST") && PUBLIC_POSTS.contains(path)) return true;
    if (PUBLIC_PAGES.contains(path)) return true;
    return PUBLIC.stream().anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix));
  }

  private static boolean wantsPage(HttpServletRequest request) {
    var accept = request.getHeader("Accept");
    return request.getMethod().equals("GET")
        && !request.getRequestURI().startsWith("/api/")
        && accept != null
        && accept.contains("text/html");
  }

  private static String encoded(HttpServletRequest request) {
    var query = request.getQueryString();
    var whole = request.getRequestURI() + (query == null ? "" : "?" + query);
    return URLEncoder.encode(whole, StandardCharsets.UTF_8);
  }

  /// A cookie travels with requests that another site's page makes; its `Origin` does not lie.
  private void refuseForeignOrigin(HttpServletRequest request) {
    if (SAFE.contains(request.getMethod())) return;
    var origin = request.getHeader("Origin");
    if (origin == null || hosts.isOrigin(origin, request.getHeader("Host"))) return;
    throw new Refused(
        "FORBIDDEN",
        request.getRequestURI(),
        "a page of " + origin + " may not act in your name",
        "open Antiphon's own page");
  }

  private static Refused foreignHost(HttpServletRequest request) {
    return new Refused(
        "FORBIDDEN",
        "Host: " + request.getHeader("Host"),
        "this server does not answer under that name",
        "use the address that it printed, or set server.public_url");
  }
}
