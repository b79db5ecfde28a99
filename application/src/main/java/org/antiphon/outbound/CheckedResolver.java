package org.antiphon.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;

/// Looks a name up once and gives the addresses out only if all of them may be reached. HttpClient
/// connects to just what this returns, literals included; a name of which one address is forbidden
/// is refused whole, since only a hostile one mixes.
final class CheckedResolver implements DnsResolver {
  /// More are of no use: each may cost a connect time-out.
  private static final int MOST = 3;

  /// An address needs no looking up, and so no patience: a busy machine must not make it unknown.
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

  private final Resolver resolver;
  private final Reach reach;
  private final Duration patience;

  CheckedResolver(Resolver resolver, Reach reach, Duration patience) {
    this.resolver = resolver;
    this.reach = reach;
    this.patience = patience;
  }

  /// The guard said no. An [UnknownHostException], so that the client takes it for what it is: the
  /// end, before any connection.
  static final class Forbidden extends UnknownHostException {
    private static final long serialVersionUID = 1;

    Forbidden(String why) {
      super(why);
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    List<InetAddress> addresses = lookUp(host);
    if (addresses.isEmpty()) throw new UnknownHostException(host);
    for (InetAddress address : addresses) {
      var objection = AddressRules.objection(address, reach);
      if (objection.isPresent()) throw new Forbidden(host + ": " + objection.get());
    }
    return addresses.stream().limit(MOST).toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /// The system's resolver has time-outs of its own, far longer than ours.
  private List<InetAddress> lookUp(String host) throws UnknownHostException {
    if (IPV4.matcher(host).matches()) return List.of(InetAddress.ofLiteral(host));
    var answer = new CompletableFuture<List<InetAddress>>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(resolver.resolve(host));
          } catch (UnknownHostException | RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      var unknown = new UnknownHostException(host);
      unknown.initCause(e);
      throw unknown;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(host + ": interrupted");
    }
  }
}
