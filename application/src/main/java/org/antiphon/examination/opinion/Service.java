package org.antiphon.examination.opinion;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.config.SecondOpinionSettings;
import org.antiphon.outbound.Bodies;
import org.antiphon.outbound.Bounds;
import org.antiphon.outbound.Head;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundCall;
import org.antiphon.outbound.Outcome;
import org.antiphon.outbound.Reach;
import org.antiphon.outbound.RetryAfter;
import org.antiphon.outbound.Trouble;
import org.antiphon.problem.Unavailable;
import tools.jackson.databind.json.JsonMapper;

/// The wire to one service: `POST`, the sound as the body or `{"audioUrl"}`, a Bearer key; JSON
/// back. One request a call, through the guarded client; redirects are not followed. Decides
/// nothing about trying again.
final class Service {
  private final SecondOpinionSettings settings;
  private final Outbound outbound;
  private final Blobs blobs;

  Service(SecondOpinionSettings settings, Outbound outbound, Blobs blobs) {
    this.settings = settings;
    this.outbound = outbound;
    this.blobs = blobs;
  }

  /// What became of one request.
  sealed interface Reply {
    /// A plain answer.
    record Answered(Opinion.Said said) implements Reply {}

    /// It asked us to wait, or cannot be asked now for a reason that is not this sound.
    record Wait(String why, Optional<Duration> asked) implements Reply {}

    /// No answer, or none that says anything; another try may do better.
    record Failed(String why) implements Reply {}

    /// It will not answer about this sound.
    record No(String why) implements Reply {}
  }

  String name() {
    return settings.name();
  }

  SecondOpinionSettings settings() {
    return settings;
  }

  /// Why this sound cannot be sent; empty where it can.
  Optional<String> objection(BlobId audio, URI address) throws IOException {
    if (settings.sends() == SecondOpinionSettings.Sends.URL)
      return Set.of("http", "https").contains(String.valueOf(address.getScheme()))
          ? Optional.empty()
          : Optional.of("the upload has no address on the web that could be sent");
    if (!blobs.holds(audio)) return Optional.of("its sound is not kept any more");
    long bytes = blobs.size(audio);
    return bytes > settings.limits().largest()
        ? Optional.of(
            "its sound has %,d bytes, and no more than %,d are sent"
                .formatted(bytes, settings.limits().largest()))
        : Optional.empty();
  }

  /// Asks once.
  ///
  /// @param question id of the question: the same on a second try
  Reply ask(UUID question, BlobId audio, URI address) throws IOException {
    Map<String, String> headers;
    try {
      headers = headers(question);
    } catch (Unavailable key) {
      return new Reply.Wait("its key cannot be read: " + key.what(), Optional.empty());
    }
    var call =
        new OutboundCall(
            "POST",
            settings.url(),
            headers,
            body(audio, address),
            settings.simulated() ? Reach.LOOPBACK : Reach.PUBLIC,
            new Bounds(Answer.MOST_BYTES, settings.limits().time(), Set.of()));
    return switch (outbound.send(call, Bodies.whole())) {
      case Outcome.Answered<Bodies.Body>(var head, var body) -> read(head, body.kept());
      case Outcome.Lost<Bodies.Body>(var trouble, _, _) -> failed(trouble);
      case Outcome.NotSent<Bodies.Body>(var trouble, var detail) -> notSent(trouble, detail);
    };
  }

  private Map<String, String> headers(UUID question) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Accept", "application/json");
    headers.put("Idempotency-Key", question.toString());
    headers.put(
        "Content-Type",
        settings.sends() == SecondOpinionSettings.Sends.AUDIO
            ? "application/octet-stream"
            : "application/json");
    settings.key().ifPresent(key -> headers.put("Authorization", "Bearer " + key.reveal()));
    return headers;
  }

  private byte[] body(BlobId audio, URI address) throws IOException {
    if (settings.sends() == SecondOpinionSettings.Sends.URL)
      return JsonMapper.shared().writeValueAsBytes(Map.of("audioUrl", address.toString()));
    try (InputStream in = blobs.open(audio)) {
      return in.readAllBytes(); // bounded: see objection()
    }
  }

  private Reply read(Head head, byte[] body) {
    if (head.isSuccess())
      return Answer.read(body, settings.fields())
          .<Reply>map(Reply.Answered::new)
          .orElseGet(() -> new Reply.Failed("its answer says nothing that can be read"));
    var wait = RetryAfter.in(head.headers(), head.at());
    String why = "it answered with status " + head.status();
    return switch (head.status()) {
      case 429 -> new Reply.Wait(why, wait);
      case 503 -> wait.isPresent() ? new Reply.Wait(why, wait) : new Reply.Failed(why);
      case 401, 403 -> new Reply.Wait("it refuses our key", Optional.empty());
      case 408, 500, 502, 504 -> new Reply.Failed(why);
      default -> new Reply.No(why);
    };
  }

  private static Reply notSent(Trouble trouble, String detail) {
    return switch (trouble) {
      case BAD_URL, ADDRESS_FORBIDDEN -> new Reply.No("its address may not be called: " + detail);
      case NO_SLOT, INTERRUPTED -> new Reply.Wait(inWords(trouble), Optional.of(Duration.ZERO));
      default -> failed(trouble);
    };
  }

  private static Reply failed(Trouble trouble) {
    return trouble == Trouble.INTERRUPTED
        ? new Reply.Wait(inWords(trouble), Optional.of(Duration.ZERO))
        : new Reply.Failed(inWords(trouble));
  }

  private static String inWords(Trouble trouble) {
    return switch (trouble) {
      case NAME_UNKNOWN -> "its name is not known";
      case NOT_CONNECTED -> "nobody listens at its address";
      case TLS_REFUSED -> "its certificate does not hold";
      case TIMED_OUT -> "it did not answer in time";
      case BROKEN -> "the connection broke";
      case TOO_LARGE -> "its answer is too long";
      case MALFORMED, WRONG_TYPE -> "it does not speak HTTP as it should";
      case NO_SLOT -> "too many of our own requests are under way";
      case INTERRUPTED -> "we were told to stop";
      case BAD_URL, ADDRESS_FORBIDDEN -> "its address may not be called";
    };
  }
}
