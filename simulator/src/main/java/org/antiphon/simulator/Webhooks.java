package org.antiphon.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Sends signed events (Standard Webhooks 1.0.0) and tries again until one is taken: after 0.3 s,
/// 0.6 s, ... at most every 5 s, for 5 minutes.
final class Webhooks implements AutoCloseable {
  private static final int MAX_TRIES = 60;

  /// What is sent: `id` names the event, whatever the number of its copies.
  record Message(URI to, String id, byte[] secret, byte[] body) {
    static Message of(URI to, String id, byte[] secret, String type, Map<String, Object> notice) {
      var event = new LinkedHashMap<String, Object>();
      event.put("type", type);
      event.put("timestamp", notice.get("updatedAt"));
      event.put("data", notice);
      return new Message(to, id, secret, Json.bytes(event));
    }
  }

  /// How the copies of a message fared; read when the report is written.
  static final class Outcome {
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger lastError = new AtomicInteger();
    private final int copies;

    Outcome(int copies) {
      this.copies = copies;
    }

    /// Copies that were never taken. One that is taken after errors is well: a client may restart.
    Optional<String> fault() {
      int left = copies - taken.get();
      if (left <= 0) return Optional.empty();
      return Optional.of(left + " of " + copies + " never taken, last answer " + lastError.get());
    }
  }

  private final ScheduledExecutorService timer;
  private final InstantSource clock;
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .executor(senders)
          .build();

  Webhooks(ScheduledExecutorService timer, InstantSource clock) {
    this.timer = timer;
    this.clock = clock;
  }

  /// Sends that many copies, each until it is taken.
  Outcome send(Message message, int copies) {
    var outcome = new Outcome(copies);
    for (int i = 0; i < copies; i++) attempt(message, outcome, 0);
    return outcome;
  }

  /// Sends once, with the time and secret given; tells the status, or 0 when nobody answered.
  void sendOnce(Message message, Instant signedAt, IntConsumer status) {
    inBackground(() -> status.accept(post(message, signedAt)));
  }

  private void attempt(Message message, Outcome outcome, int tries) {
    inBackground(() -> {
      int status = post(message, clock.instant());
      if (status >= 200 && status < 300) {
        outcome.taken.incrementAndGet();
        return;
      }
      outcome.lastError.set(status);
      if (tries < MAX_TRIES)
        after(
            Math.min(5000, 300L << Math.min(tries, 10)),
            () -> attempt(message, outcome, tries + 1));
    });
  }

  private void inBackground(Runnable task) {
    try {
      senders.execute(task);
    } catch (RejectedExecutionException _) {
      // the run is over: what was not delivered stays so, and the report says it
    }
  }

  private void after(long millis, Runnable task) {
    try {
      var _ = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException _) {
      // as above
    }
  }

  private int post(Message message, Instant signedAt) {
    long seconds = signedAt.getEpochSecond();
    var request =
        HttpRequest.newBuilder(message.to())
            .timeout(Duration.ofSeconds(5))
            .header("Content-Type", "application/json")
            .header("webhook-id", message.id())
            .header("webhook-timestamp", String.valueOf(seconds))
            .header("webhook-signature", signature(message, seconds))
            .POST(HttpRequest.BodyPublishers.ofByteArray(message.body()))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException _) {
      return 0;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static String signature(Message message, long seconds) {
    return signature(message.secret(), message.id(), seconds, message.body());
  }

  /// `v1,` and the Base64 of HMAC-SHA256 over `id.timestamp.body`.
  static String signature(byte[] secret, String id, long seconds, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    senders.shutdownNow();
  }
}
