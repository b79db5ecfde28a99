package org.antiphon.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.antiphon.outbound.Deadlines.Deadline;
import org.antiphon.outbound.Outcome.Answered;
import org.antiphon.outbound.Outcome.Lost;
import org.antiphon.outbound.Outcome.NotSent;
import org.antiphon.outbound.WireStream.WireException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Apache HttpClient with everything switched off that would act unasked: retries, redirects,
/// inflation, cookies, authentication, upgrades, the proxies of the environment. A connection goes
/// back to the pool only after a 2xx with a body or a length: bytes that a broken server appends to
/// a 204 would otherwise be read as the next answer.
final class Client implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Client.class);
  private static final String SENDING = "antiphon.sending";
  private static final int MOST_HEADERS = 200;
  private static final int LONGEST_LINE = 16_384;

  /// Shorter than servers keep idle connections, so that few are found dead on reuse.
  private static final TimeValue CHECK_AFTER = TimeValue.ofMilliseconds(250);

  private final CloseableHttpClient client;
  private final InstantSource clock;

  Client(OutboundSettings settings, CheckedResolver resolver, InstantSource clock) {
    this.clock = clock;
    this.client =
        HttpClients.custom()
            .setConnectionManager(pool(settings, resolver))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(timeout(settings.connect()))
                    .setResponseTimeout(timeout(settings.response()))
                    .setProtocolUpgradeEnabled(false)
                    .setExpectContinueEnabled(false)
                    .setContentCompressionEnabled(false)
                    .setRedirectsEnabled(false)
                    .setAuthenticationEnabled(false)
                    .build())
            .setRequestExecutor(new Announcing())
            .setConnectionReuseStrategy(new Careful())
            .setUserAgent(settings.userAgent())
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableConnectionState()
            .build();
  }

  private static PoolingHttpClientConnectionManager pool(
      OutboundSettings settings, CheckedResolver resolver) {
    var http =
        Http1Config.custom().setMaxHeaderCount(MOST_HEADERS).setMaxLineLength(LONGEST_LINE).build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(resolver)
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(http).build())
        .setDefaultSocketConfig(
            SocketConfig.custom().setSoTimeout(timeout(settings.response())).build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(timeout(settings.connect()))
                .setSocketTimeout(timeout(settings.response()))
                .setValidateAfterInactivity(CHECK_AFTER)
                .setTimeToLive(TimeValue.ofMinutes(5))
                .build())
        .setDefaultTlsConfig(
            TlsConfig.custom().setHandshakeTimeout(timeout(settings.connect())).build())
        .setMaxConnPerRoute(settings.perHost())
        .setMaxConnTotal(settings.total())
        .build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.ofMilliseconds(duration.toMillis());
  }

  /// Says in the context that from now on bytes leave.
  private static final class Announcing extends HttpRequestExecutor {
    @Override
    public ClassicHttpResponse execute(
        ClassicHttpRequest request,
        HttpClientConnection connection,
        HttpResponseInformationCallback callback,
        HttpContext context)
        throws IOException, HttpException {
      context.setAttribute(SENDING, true);
      return super.execute(request, connection, callback, context);
    }
  }

  private static final class Careful extends DefaultConnectionReuseStrategy {
    @Override
    public boolean keepAlive(HttpRequest request, HttpResponse response, HttpContext context) {
      int status = response.getCode();
      boolean framed =
          response.containsHeader("Content-Length") || response.containsHeader("Transfer-Encoding");
      return status >= 200
          && status < 300
          && status != 204
          && framed
          && super.keepAlive(request, response, context);
    }
  }

  <T> Outcome<T> exchange(OutboundCall call, BodyReader<T> reader, Deadlines deadlines)
      throws IOException {
    var request = request(call);
    var context = HttpClientContext.create();
    try (var deadline = deadlines.over(request, call.bounds().total())) {
      ClassicHttpResponse response;
      try {
        response = client.executeOpen(target(call), request, context);
      } catch (IOException e) {
        return failed(e, deadline, context.getAttribute(SENDING) != null);
      }
      try {
        return read(call, response, reader, deadline);
      } finally {
        drop(request, response);
      }
    }
  }

  /// Breaks the connection off unless the whole body was read, in which case it has gone back to
  /// the pool already. Never drains, and a complaint about what was not read is no news.
  private static void drop(HttpUriRequestBase request, ClassicHttpResponse response) {
    request.abort();
    try {
      response.close();
    } catch (IOException e) {
      LOG.trace("closed before its end", e);
    }
  }

  private <T> Outcome<T> read(
      OutboundCall call, ClassicHttpResponse response, BodyReader<T> reader, Deadline deadline)
      throws IOException {
    var head = new Head(call.uri(), response.getCode(), headers(response), clock.instant());
    var bounds = call.bounds();
    if (head.isSuccess() && !bounds.takes(head.mediaType()))
      return new Lost<>(
          Trouble.WRONG_TYPE,
          "\"" + head.mediaType() + "\" where " + bounds.types() + " was asked for",
          Optional.of(head));
    if (!call.method().equals("HEAD") && head.length().orElse(0) > bounds.maxBytes())
      return new Lost<>(
          Trouble.TOO_LARGE, head.length().orElse(0) + " bytes announced", Optional.of(head));
    try {
      return new Answered<>(head, reader.read(head, body(response, bounds.maxBytes())));
    } catch (WireException e) {
      var trouble = deadline.isOver() ? Trouble.TIMED_OUT : e.trouble();
      return new Lost<>(trouble, text(e), Optional.of(head));
    }
  }

  private static InputStream body(ClassicHttpResponse response, long limit) throws IOException {
    var entity = response.getEntity();
    return new WireStream(
        entity == null ? InputStream.nullInputStream() : entity.getContent(), limit);
  }

  private static <T> Outcome<T> failed(IOException e, Deadline deadline, boolean sending) {
    if (sending) return new Lost<>(afterSending(e, deadline), text(e), Optional.empty());
    return new NotSent<>(beforeSending(e), text(e));
  }

  private static Trouble beforeSending(IOException e) {
    return switch (e) {
      case CheckedResolver.Forbidden _ -> Trouble.ADDRESS_FORBIDDEN;
      case UnknownHostException _ -> Trouble.NAME_UNKNOWN;
      case javax.net.ssl.SSLException _ -> Trouble.TLS_REFUSED;
      case ConnectionRequestTimeoutException _ -> Trouble.NO_SLOT;
      default ->
          Thread.currentThread().isInterrupted() ? Trouble.INTERRUPTED : Trouble.NOT_CONNECTED;
    };
  }

  private static Trouble afterSending(IOException e, Deadline deadline) {
    if (deadline.isOver()) return Trouble.TIMED_OUT;
    if (Thread.currentThread().isInterrupted()) return Trouble.INTERRUPTED;
    if (e instanceof InterruptedIOException) return Trouble.TIMED_OUT;
    if (e instanceof org.apache.hc.client5.http.ClientProtocolException) return Trouble.MALFORMED;
    return Trouble.BROKEN;
  }

  /// Never more than a line: it goes into logs and answers.
  private static String text(IOException e) {
    String message = e.getClass().getSimpleName() + ": " + e.getMessage();
    return message
        .lines()
        .findFirst()
        .orElse(message)
        .substring(0, Math.min(300, message.length()));
  }

  private static HttpUriRequestBase request(OutboundCall call) {
    var request = new HttpUriRequestBase(call.method(), call.uri());
    call.headers().forEach(request::setHeader);
    request.setHeader("Accept-Encoding", "identity");
    if (call.body().length > 0 || call.method().equals("POST") || call.method().equals("PUT"))
      request.setEntity(new ByteArrayEntity(call.body(), null));
    return request;
  }

  /// By name only: with an address in it, the client would not ask the resolver.
  private static HttpHost target(OutboundCall call) {
    String host = call.uri().getHost();
    boolean literal = host.startsWith("[");
    return new HttpHost(
        call.uri().getScheme().toLowerCase(Locale.ROOT),
        literal ? host.substring(1, host.length() - 1) : host,
        call.uri().getPort());
  }

  private static Map<String, List<String>> headers(ClassicHttpResponse response) {
    var headers = new HashMap<String, List<String>>();
    for (Header header : response.getHeaders())
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(String.valueOf(header.getValue()));
    headers.replaceAll((_, values) -> List.copyOf(values));
    return headers;
  }

  @Override
  public void close() {
    client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
  }
}
