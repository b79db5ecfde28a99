package org.antiphon.outbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.antiphon.outbound.Outcome.Answered;
import org.antiphon.outbound.Outcome.Lost;
import org.antiphon.outbound.Outcome.NotSent;
import org.antiphon.telemetry.Fact;
import org.antiphon.telemetry.Telemetry;

/// Sends calls, each once, and reads what comes back within bounds. One for the whole program; safe
/// for many threads, made for virtual ones.
///
/// [Outcome.NotSent] is said only when no byte of the request left: that is known, not guessed,
/// since the client tells when it begins to write. Everything after that is [Outcome.Lost].
public final class Outbound implements AutoCloseable {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int LONGEST_URL = 8192;

  private final Map<Reach, Client> clients;
  private final Resolver resolver;
  private final Duration connect;
  private final Deadlines deadlines = new Deadlines();

  /// A client that looks names up with `resolver` and takes the time from `clock`.
  public Outbound(OutboundSettings settings, Resolver resolver, InstantSource clock) {
    this.resolver = resolver;
    this.connect = settings.connect();
    // one pool for each reach: a connection that a simulated platform was allowed is never lent
    clients =
        Set.of(Reach.values()).stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    reach -> reach,
                    reach ->
                        new Client(
                            settings,
                            new CheckedResolver(resolver, reach, settings.connect()),
                            clock)));
  }

  /// Sends one request, once; follows nothing.
  ///
  /// @throws UncheckedIOException only for what `reader` itself could not write
  public <T> Outcome<T> send(OutboundCall call, BodyReader<T> reader) {
    var objection = objection(call.uri());
    if (objection.isPresent()) return new NotSent<>(Trouble.BAD_URL, objection.get());
    return Telemetry.step("http.client", () -> exchange(call, reader));
  }

  private <T> Outcome<T> exchange(OutboundCall call, BodyReader<T> reader) {
    Telemetry.note(Fact.METHOD, call.method());
    Telemetry.note(Fact.SERVER, call.uri().getHost());
    try {
      var outcome = client(call.reach()).exchange(call, reader, deadlines);
      if (outcome instanceof Answered<T>(var head, _)) Telemetry.note(Fact.STATUS, head.status());
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException("what was read could not be kept", e);
    }
  }

  /// Connects to the host of a URL, within the same rules, and sends nothing.
  ///
  /// @return why no connection came about; empty when one did
  public Optional<String> knock(URI uri, Reach reach) {
    var objection = objection(uri);
    if (objection.isPresent()) return objection;
    int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    var why = "no address";
    try {
      for (var address : new CheckedResolver(resolver, reach, connect).resolve(uri.getHost())) {
        try (var socket = new Socket()) {
          socket.connect(new InetSocketAddress(address, port), (int) connect.toMillis());
          return Optional.empty();
        } catch (IOException e) {
          why = "%s port %d: %s".formatted(address.getHostAddress(), port, e.getMessage());
        }
      }
    } catch (CheckedResolver.Forbidden e) {
      why = String.valueOf(e.getMessage());
    } catch (UnknownHostException e) {
      why = "the name " + uri.getHost() + " is not known";
    }
    return Optional.of(why);
  }

  /// Fetches, and follows up to `hops` redirects, each to be checked anew. Never leaves the host
  /// that was called, and never goes from https to http. Only for GET and HEAD.
  ///
  /// @param reader is given only an answer that is no redirect
  public <T> Outcome<T> fetch(OutboundCall call, int hops, BodyReader<T> reader) {
    if (!call.method().equals("GET") && !call.method().equals("HEAD"))
      throw new IllegalArgumentException(call.method() + " must never follow a redirect");
    var next = call;
    for (int hop = 0; ; hop++) {
      var outcome = send(next, unlessRedirect(reader));
      if (!(outcome instanceof Answered<Optional<T>>(var head, var body))) return untyped(outcome);
      if (body.isPresent()) return new Answered<>(head, body.get());
      var target = Redirect.target(next.uri(), head);
      if (hop == hops || target.isEmpty())
        return new Lost<>(
            Trouble.MALFORMED,
            "a redirect that is not followed: to " + head.header("location").orElse("nowhere"),
            Optional.of(head));
      next =
          new OutboundCall(
              call.method(),
              target.get(),
              call.headers(),
              call.body(),
              call.reach(),
              call.bounds());
    }
  }

  private static <T> BodyReader<Optional<T>> unlessRedirect(BodyReader<T> reader) {
    return (head, body) ->
        REDIRECTS.contains(head.status()) ? Optional.empty() : Optional.of(reader.read(head, body));
  }

  private static <T> Outcome<T> untyped(Outcome<Optional<T>> outcome) {
    return switch (outcome) {
      case NotSent<Optional<T>>(var trouble, var detail) -> new NotSent<>(trouble, detail);
      case Lost<Optional<T>>(var trouble, var detail, var head) ->
          new Lost<>(trouble, detail, head);
      case Answered<Optional<T>> _ -> throw new IllegalStateException("answers are unwrapped");
    };
  }

  private Client client(Reach reach) {
    var client = clients.get(reach);
    if (client == null) throw new IllegalStateException("no client for " + reach);
    return client;
  }

  /// Why a call to a public place is never sent to this URL, as far as its text alone tells:
  /// neither is a name looked up nor anything sent. A name that leads to a private place is refused
  /// when it is called.
  public static Optional<String> refusal(URI uri) {
    var objection = objection(uri);
    if (objection.isPresent()) return objection;
    String host = uri.getHost().replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
    if (host.equals("localhost") || host.endsWith(".localhost"))
      return Optional.of(host + " is this machine");
    try {
      return AddressRules.objection(InetAddress.ofLiteral(host), Reach.PUBLIC);
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // a name
    }
  }

  /// Why this is no URL to call; empty when it is one.
  private static Optional<String> objection(URI uri) {
    String scheme = uri.getScheme();
    if (scheme == null || !Set.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT)))
      return Optional.of("only http and https are fetched, not " + scheme);
    if (uri.getHost() == null) return Optional.of("a URL without a plain host name");
    if (uri.getUserInfo() != null) return Optional.of("a URL with a user name in it");
    if (uri.toString().length() > LONGEST_URL) return Optional.of("a URL of absurd length");
    return Optional.empty();
  }

  @Override
  public void close() {
    deadlines.close();
    clients.values().forEach(Client::close);
  }
}
