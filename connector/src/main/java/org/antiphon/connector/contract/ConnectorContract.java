package org.antiphon.connector.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.antiphon.connector.Capabilities.Ability;
import org.antiphon.connector.Changes;
import org.antiphon.connector.Connector;
import org.antiphon.connector.Cursor;
import org.antiphon.connector.FeedAnswer;
import org.antiphon.connector.Found;
import org.antiphon.connector.HttpPort;
import org.antiphon.connector.Key;
import org.antiphon.connector.Keyed;
import org.antiphon.connector.RawAnswer;
import org.antiphon.connector.Reference;
import org.antiphon.connector.Rejection;
import org.antiphon.connector.RemoteUpload;
import org.antiphon.connector.RetractionDocument;
import org.antiphon.connector.Sighting;
import org.antiphon.connector.Submission;
import org.antiphon.connector.Withdrawal;

/// The expectations that a connector is held to, whatever its platform. What they have in common:
/// every answer is a value, a notice goes out at most once a call, and what is not known is never
/// given out as known.
///
/// Run with JUnit: `@TestFactory Stream<DynamicTest> contract() { return
/// ConnectorContract.expectations(platform).stream().map(e -> dynamicTest(e.sentence(),
/// e.check()::run)); }`
public final class ConnectorContract {
  private static final String JSON = "application/json";
  private static final String DEEP = "[".repeat(5000);
  private static final List<Integer> SERVER_ERRORS = List.of(500, 502, 504);

  private final PlatformUnderTest platform;
  private final AtomicInteger keys = new AtomicInteger();
  private final List<Expectation> expectations = new ArrayList<>();

  private ConnectorContract(PlatformUnderTest platform) {
    this.platform = platform;
  }

  /// One expectation: a sentence that can be false, and its check, which throws an
  /// [AssertionError].
  public record Expectation(String sentence, Runnable check) {}

  /// All of them, in an order in which reading them makes sense.
  public static List<Expectation> expectations(PlatformUnderTest platform) {
    var contract = new ConnectorContract(platform);
    contract.submitting();
    contract.badLines();
    contract.lookingUp();
    contract.looking();
    contract.withdrawing();
    contract.listing();
    return List.copyOf(contract.expectations);
  }

  private void expect(String sentence, Runnable check) {
    expectations.add(new Expectation(sentence, check));
  }

  private void submitting() {
    expect(
        "a notice is accepted under its key, and the platform holds it once",
        () -> {
          var upload = platform.newUpload();
          var key = key();
          var answer = connector(Line.good()).submit(platform.notice(upload), key);
          is(Submission.Accepted.class, answer);
          same(List.of(key.text()), platform.heldAbout(upload));
        });
    expect(
        "the same notice under the same key again is a duplicate, not a second notice",
        () -> {
          var upload = platform.newUpload();
          var key = key();
          var first = connector(Line.good()).submit(platform.notice(upload), key);
          var second = connector(Line.good()).submit(platform.notice(upload), key);
          same(
              is(Submission.Accepted.class, first).state().reference(),
              is(Submission.Duplicate.class, second).state().reference());
          same(1, platform.heldAbout(upload).size());
        });
    expect(
        "another notice under the same key is refused as a reused key",
        () -> {
          var key = key();
          connector(Line.good()).submit(platform.notice(platform.newUpload()), key);
          var answer = connector(Line.good()).submit(platform.notice(platform.newUpload()), key);
          same(Rejection.Kind.KEY_REUSED, is(Submission.Refused.class, answer).why().kind());
        });
    expect(
        "a notice about an upload that is gone is refused as such",
        () -> {
          var upload = platform.newUpload();
          var notice = platform.notice(upload);
          platform.takeDown(upload);
          var answer = connector(Line.good()).submit(notice, key());
          same(Rejection.Kind.TARGET_GONE, is(Submission.Refused.class, answer).why().kind());
        });
    expect(
        "a batch is answered one to one and in order",
        () -> {
          var one = new Keyed(platform.notice(platform.newUpload()), key());
          var other = new Keyed(platform.notice(platform.newUpload()), key());
          var answers = connector(Line.good()).submitAll(List.of(one, other, one));
          same(3, answers.size());
          same(Optional.of(one.key()), is(Submission.Accepted.class, answers.get(0)).state().key());
          same(
              Optional.of(other.key()),
              is(Submission.Accepted.class, answers.get(1)).state().key());
          is(Submission.Duplicate.class, answers.get(2));
        });
    expect(
        "the answer is kept as it came",
        () -> {
          var answer = connector(Line.good()).submit(platform.notice(platform.newUpload()), key());
          truth(answer.raw().isPresent(), "no raw answer");
        });
  }

  private void badLines() {
    onBadLine("when nothing left, that is said", Line::dead, Submission.NotSent.class);
    onBadLine("when the answer is lost, nobody knows", Line::deaf, Submission.Unknown.class);
    for (int status : SERVER_ERRORS)
      onBadLine(
          "after a " + status + " nobody knows",
          () -> Line.saying(status, "text/html", "<h1>sorry</h1>"),
          Submission.Unknown.class);
    for (String wait : List.of("7", "Thu, 01 Jan 2037 00:00:00 GMT", "never", ""))
      onBadLine(
          "a 429 that says \"" + wait + "\" took nothing",
          () -> Line.saying(429, "text/plain", "slow", Map.of("retry-after", List.of(wait))),
          Submission.Throttled.class);
    for (int status : List.of(301, 302, 307, 308))
      onBadLine(
          "a redirect by " + status + " is not followed, and nobody knows",
          () -> Line.saying(status, "", "", Map.of("location", List.of("http://10.0.0.1/"))),
          Submission.Unknown.class);
    onBadLine(
        "a 401 is about the credential",
        () -> Line.saying(401, "text/plain", "who are you"),
        Submission.Refused.class);
    spoilt("another content type", a -> with(a, 200, "text/html", a.body()));
    spoilt("half the document", a -> with(a, 200, JSON, half(a.body())));
    spoilt("a document of absurd depth", a -> with(a, 200, JSON, DEEP.getBytes(UTF_8)));
    spoilt("an empty object", a -> with(a, 200, JSON, "{}".getBytes(UTF_8)));
    spoilt("nothing at all", a -> with(a, 200, JSON, new byte[0]));
    spoilt("the answer to somebody else", a -> with(a, 201, JSON, otherKey(a.body())));
    spoilt("a 204", a -> with(a, 204, "", new byte[0]));
  }

  private interface Making {
    Line line();
  }

  private void onBadLine(String sentence, Making making, Class<? extends Submission> expected) {
    expect(
        sentence,
        () -> {
          var line = making.line();
          is(expected, connector(line).submit(platform.notice(platform.newUpload()), key()));
          same(1L, line.changing());
        });
  }

  private void spoilt(String how, UnaryOperator<RawAnswer> spoil) {
    expect(
        "after " + how + " nobody knows whether the notice is there",
        () -> {
          var line = Line.spoiling(spoil);
          var answer = connector(line).submit(platform.notice(platform.newUpload()), key());
          is(Submission.Unknown.class, answer);
          same(1L, line.changing());
        });
    expect(
        "after " + how + " a look-up tells nothing",
        () -> {
          var key = key();
          connector(Line.good()).submit(platform.notice(platform.newUpload()), key);
          is(Found.CannotTell.class, connector(Line.spoiling(spoil)).find(key));
        });
  }

  private void lookingUp() {
    expect(
        "a look-up finds an accepted notice by its key",
        () -> {
          var key = key();
          var sent = connector(Line.good()).submit(platform.notice(platform.newUpload()), key);
          same(
              is(Submission.Accepted.class, sent).state().reference(),
              is(Found.Present.class, connector(Line.good()).find(key)).state().reference());
        });
    expect(
        "a notice whose answer was lost is found by its key",
        () -> {
          var key = key();
          connector(Line.deaf()).submit(platform.notice(platform.newUpload()), key);
          is(Found.Present.class, connector(Line.good()).find(key));
        });
    expect(
        "a look-up for a key that was never used says absent",
        () -> is(Found.Absent.class, connector(Line.good()).find(key())));
    expect(
        "the state of a notice is found by the platform's reference",
        () -> {
          var reference = sent();
          same(
              reference,
              is(Found.Present.class, connector(Line.good()).state(reference)).state().reference());
        });
    expect(
        "the state of a reference that does not exist is absent",
        () ->
            is(Found.Absent.class, connector(Line.good()).state(new Reference("no-such-notice"))));
    for (Line line : List.of(Line.dead(), Line.deaf(), Line.saying(500, "text/html", "x")))
      expect(
          "a look-up over a bad line cannot tell (" + expectations.size() + ")",
          () -> is(Found.CannotTell.class, connector(line).find(key())));
    expect(
        "a look-up that is asked to wait hands the wait on",
        () -> {
          var line = Line.saying(429, "text/plain", "", Map.of("retry-after", List.of("9")));
          var answer = is(Found.CannotTell.class, connector(line).find(key()));
          same(Optional.of(Duration.ofSeconds(9)), answer.retryAfter());
        });
    expect(
        "polling lists a notice that was just accepted",
        () -> {
          if (!connector(Line.good()).capabilities().has(Ability.POLLING)) return;
          var reference = sent();
          truth(polled().contains(reference), "not listed: " + reference);
        });
    expect(
        "polling over a bad line cannot tell",
        () ->
            is(
                Changes.CannotTell.class,
                connector(Line.dead()).changedSince(Instant.EPOCH, Optional.empty())));
  }

  private Set<Reference> polled() {
    var references = new HashSet<Reference>();
    Optional<Cursor> from = Optional.empty();
    do {
      var page =
          is(Changes.Changed.class, connector(Line.good()).changedSince(Instant.EPOCH, from));
      page.states().forEach(state -> references.add(state.reference()));
      from = page.next();
    } while (from.isPresent());
    return references;
  }

  private void looking() {
    expect(
        "an upload that is up is seen to be up, with the hash of its sound",
        () -> {
          var up =
              is(
                  Sighting.Up.class,
                  connector(Line.good()).look(platform.look(platform.newUpload())));
          truth(up.audio().length() > 0, "no sound");
          truth(up.audio().sha256().length() == 64, "no hash");
        });
    expect(
        "an upload that was taken down is seen to be gone",
        () -> {
          var upload = platform.newUpload();
          var request = platform.look(upload);
          platform.takeDown(upload);
          is(Sighting.Gone.class, connector(Line.good()).look(request));
        });
    expect(
        "a look shows no key of ours",
        () -> {
          var line = Line.good();
          connector(line).look(platform.look(platform.newUpload()));
          for (var call : line.calls())
            truth(
                call.headers().keySet().stream()
                    .noneMatch(h -> h.equalsIgnoreCase("authorization")),
                "a key in " + call);
        });
    noEvidence("a dead line", Line.dead());
    noEvidence("a lost answer", Line.deaf());
    for (int status : List.of(301, 302, 401, 429, 500, 503))
      noEvidence("status " + status, Line.saying(status, "text/html", "<h1>x</h1>"));
    noEvidence("a page in the place of sound", Line.saying(200, "text/html", "<h1>home</h1>"));
    noEvidence(
        "a removal that a cache has kept since before the notice",
        Line.saying(410, "text/html", "gone", Map.of("age", List.of("999999999"))));
    expect(
        "403 from page and sound is a restriction, not a removal",
        () ->
            is(
                Sighting.Restricted.class,
                connector(Line.saying(403, "text/html", "not here"))
                    .look(platform.look(platform.newUpload()))));
  }

  private void noEvidence(String seen, Line line) {
    expect(
        seen + " is no evidence of a removal",
        () ->
            is(
                Sighting.NoEvidence.class,
                connector(line).look(platform.look(platform.newUpload()))));
  }

  private void withdrawing() {
    expect(
        "a notice is withdrawn, and again is as good",
        () -> {
          if (!connector(Line.good()).capabilities().has(Ability.WITHDRAWAL)) return;
          var reference = sent();
          for (int i = 0; i < 2; i++)
            is(Withdrawal.Withdrawn.class, connector(Line.good()).withdraw(reference, why()));
        });
    expect(
        "a withdrawal that did not leave is not sent, one without an answer unknown",
        () -> {
          var reference = new Reference("any");
          is(Withdrawal.NotSent.class, connector(Line.dead()).withdraw(reference, why()));
          is(Withdrawal.Unknown.class, connector(Line.deaf()).withdraw(reference, why()));
          is(
              Withdrawal.Unknown.class,
              connector(Line.saying(500, "text/html", "x")).withdraw(reference, why()));
        });
    expect(
        "a withdrawal that is throttled says so",
        () ->
            is(
                Withdrawal.Throttled.class,
                connector(Line.saying(429, "text/plain", ""))
                    .withdraw(new Reference("any"), why())));
  }

  private void listing() {
    expect(
        "the feed lists an upload that is up, and a tombstone or nothing once it is not",
        () -> {
          var feed = platform.connect(Line.good().between()).feed();
          if (feed.isEmpty()) return;
          var upload = platform.newUpload();
          var page = is(FeedAnswer.Page.class, feed.get().upload(upload));
          is(RemoteUpload.Published.class, page.uploads().getFirst());
          platform.takeDown(upload);
          var after = feed.get().upload(upload);
          truth(
              !(after instanceof FeedAnswer.Page(var uploads, _, _))
                  || uploads.getFirst() instanceof RemoteUpload.Deleted,
              "still listed: " + after);
        });
    for (Line line :
        List.of(
            Line.dead(),
            Line.deaf(),
            Line.saying(500, "text/html", "x"),
            Line.saying(200, "text/html", "<h1>x</h1>"),
            Line.saying(200, JSON, "{\"uploads\":"),
            Line.saying(200, JSON, "{}"),
            Line.saying(200, JSON, DEEP)))
      expect(
          "a feed over a bad line fails as a value (" + expectations.size() + ")",
          () -> {
            var feed = platform.connect(line.between()).feed();
            if (feed.isPresent()) is(FeedAnswer.Failed.class, feed.get().uploads(Optional.empty()));
          });
    expect(
        "a feed that is asked to wait says so",
        () -> {
          var line = Line.saying(429, "text/plain", "", Map.of("retry-after", List.of("3")));
          var feed = platform.connect(line.between()).feed();
          if (feed.isPresent())
            same(
                Optional.of(Duration.ofSeconds(3)),
                is(FeedAnswer.Throttled.class, feed.get().uploads(Optional.empty())).retryAfter());
        });
  }

  private Connector connector(Line line) {
    UnaryOperator<HttpPort> between = line.between();
    return platform.connect(between).connector();
  }

  private Reference sent() {
    var answer = connector(Line.good()).submit(platform.notice(platform.newUpload()), key());
    return is(Submission.Accepted.class, answer).state().reference();
  }

  private static RetractionDocument why() {
    return RetractionDocument.of("{\"why\":\"error\"}".getBytes(UTF_8), "We were wrong.");
  }

  /// A key that was never used in this run.
  private Key key() {
    int n = keys.incrementAndGet();
    var text = new StringBuilder();
    for (int i = 0; i < 26; i++, n /= 26) text.append((char) ('a' + n % 26));
    return new Key(text.toString());
  }

  private static byte[] half(byte[] body) {
    return Arrays.copyOf(body, body.length / 2);
  }

  /// The same document with every key in it changed.
  private static byte[] otherKey(byte[] body) {
    return new String(body, UTF_8).replaceAll("[a-z2-7]{26}", "z".repeat(26)).getBytes(UTF_8);
  }

  private static RawAnswer with(RawAnswer answer, int status, String type, byte[] body) {
    var digest = new RawAnswer.Digest(answer.digest().sha256(), body.length);
    var headers = Map.of("content-type", List.of(type));
    return new RawAnswer(status, headers, body, digest, answer.at());
  }

  private static <T> T is(Class<T> expected, Object answer) {
    truth(expected.isInstance(answer), "expected " + expected.getSimpleName() + ", got " + answer);
    return expected.cast(answer);
  }

  private static void same(Object expected, Object actual) {
    truth(expected.equals(actual), "expected " + expected + ", got " + actual);
  }

  private static void truth(boolean holds, String otherwise) {
    if (!holds) throw new AssertionError(otherwise);
  }
}
