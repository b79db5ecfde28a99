package org.antiphon.intake;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.antiphon.connector.Cursor;
import org.antiphon.connector.ExternalId;
import org.antiphon.connector.Feed;
import org.antiphon.connector.FeedAnswer;
import org.antiphon.connector.HttpCall;
import org.antiphon.connector.RemoteCredits;
import org.antiphon.connector.RemoteUpload;
import org.antiphon.connector.RemoteUploader;

/// A feed in memory, newest first, in pages of ten, into which uploads come while it is read. Its
/// cursors are offsets, so pages shift under the reader as on many a real platform.
final class MovingFeed implements Feed {
  private static final int PAGE = 10;
  private final Map<String, RemoteUpload> uploads = new TreeMap<>();
  private final Map<String, Instant> published = new TreeMap<>();
  private UnaryOperator<FeedAnswer> fault = answer -> answer;
  int asked;

  /// Publishes, or changes, an upload.
  void publish(String id, long revision, Instant at) {
    published.put(id, at);
    uploads.put(id, upload(id, revision, at, URI.create("http://127.0.0.1:1/a/" + id)));
  }

  void publish(int count, Instant from) {
    for (int i = 0; i < count; i++)
      publish("u%04d".formatted(uploads.size()), 1, from.plus(Duration.ofMinutes(i)));
  }

  void remove(String id, long revision) {
    uploads.put(id, new RemoteUpload.Deleted(new ExternalId(id), revision));
  }

  static RemoteUpload.Published upload(String id, long revision, Instant at, URI audio) {
    return new RemoteUpload.Published(
        new ExternalId(id),
        revision,
        at,
        new RemoteUpload.Place(URI.create("http://127.0.0.1:1/u/" + id), audio, 30),
        new RemoteUploader("someone", "Someone", Optional.of(3L), RemoteUploader.Verified.UNSAID),
        new RemoteCredits(
            "Harbour",
            List.of("Ada Kern"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "{\"title\":\"Harbour\",\"artists\":[\"Ada Kern\"],\"note\":\"live\"}"));
  }

  /// What happens to the next answers.
  void fault(UnaryOperator<FeedAnswer> fault) {
    this.fault = fault;
  }

  /// Loses entries, repeats pages, shuffles them, lets cursors die and answers fail, by a seed.
  void misbehave(Random random) {
    fault(answer -> {
      if (!(answer instanceof FeedAnswer.Page page)) return answer;
      var list = new ArrayList<>(page.uploads());
      return switch (random.nextInt(12)) {
        case 0 -> new FeedAnswer.Expired();
        case 1 -> new FeedAnswer.Failed("broken");
        case 2 -> new FeedAnswer.Throttled(Optional.of(Duration.ofSeconds(1)));
        case 3, 4 -> {
          if (!list.isEmpty()) list.remove(random.nextInt(list.size()));
          yield new FeedAnswer.Page(list, page.next(), 0);
        }
        case 5 -> {
          Collections.shuffle(list, random);
          yield new FeedAnswer.Page(list, page.next(), 0);
        }
        default -> page;
      };
    });
  }

  @Override
  public FeedAnswer uploads(Optional<Cursor> from) {
    asked++;
    int start = from.map(cursor -> Integer.parseInt(cursor.text())).orElse(0);
    var all =
        uploads.values().stream()
            .sorted(
                Comparator.comparing(u -> published.get(u.id().text()), Comparator.reverseOrder()))
            .toList();
    int end = Math.min(start + PAGE, all.size());
    Optional<Cursor> next =
        end < all.size() ? Optional.of(new Cursor(String.valueOf(end))) : Optional.empty();
    return fault.apply(new FeedAnswer.Page(all.subList(Math.min(start, end), end), next, 0));
  }

  @Override
  public FeedAnswer upload(ExternalId id) {
    return new FeedAnswer.Missing();
  }

  @Override
  public HttpCall audio(URI audio) {
    return HttpCall.get(audio, Map.of(), HttpCall.Limits.AUDIO);
  }
}
