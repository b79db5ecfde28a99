package org.antiphon.connectors;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.connector.Cursor;
import org.antiphon.connector.ExternalId;
import org.antiphon.connector.Feed;
import org.antiphon.connector.FeedAnswer;
import org.antiphon.connector.HttpAnswer;
import org.antiphon.connector.HttpCall;
import org.antiphon.connector.HttpCall.Keep;
import org.antiphon.connector.HttpCall.Limits;
import org.antiphon.connector.RawAnswer;
import org.antiphon.connector.RemoteUpload;
import tools.jackson.databind.JsonNode;

/// Uploads over plain REST.
final class RestFeed implements Feed {
  private static final int PAGE = 100;
  private static final Limits SOUND = new Limits(500_000_000L, Duration.ofMinutes(10), Keep.DIGEST);
  private final RestWire wire;

  RestFeed(RestWire wire) {
    this.wire = wire;
  }

  @Override
  public FeedAnswer uploads(Optional<Cursor> from) {
    var query = Map.of("cursor", from.map(Cursor::text).orElse(""), "limit", String.valueOf(PAGE));
    return answer(
        wire.get("/v1/uploads", query, Limits.FEED),
        answer ->
            switch (answer.status()) {
              case 200 -> RestWire.json(answer).flatMap(RestFeed::page);
              // a cursor that is dead, and one that it no longer understands
              case 400, 410 ->
                  from.isPresent() ? Optional.of(new FeedAnswer.Expired()) : Optional.empty();
              default -> Optional.empty();
            });
  }

  @Override
  public FeedAnswer upload(ExternalId id) {
    return answer(
        wire.get("/v1/uploads/" + RestWire.encoded(id.text()), Map.of(), Limits.API),
        answer ->
            switch (answer.status()) {
              case 200 ->
                  RestWire.json(answer)
                      .flatMap(RestUpload::read)
                      .filter(upload -> upload.id().equals(id))
                      .map(upload -> new FeedAnswer.Page(List.of(upload), Optional.empty(), 0));
              case 404, 410 -> RestProblem.in(answer).map(_ -> new FeedAnswer.Missing());
              default -> Optional.empty();
            });
  }

  @Override
  public HttpCall audio(URI audio) {
    return HttpCall.get(audio, Map.of(), SOUND);
  }

  /// Reads a plain answer; empty = it is none.
  private interface Reading {
    Optional<FeedAnswer> of(RawAnswer answer);
  }

  private static FeedAnswer answer(HttpAnswer came, Reading reading) {
    return switch (came) {
      case HttpAnswer.NotSent(var cause) -> new FeedAnswer.Failed(cause);
      case HttpAnswer.Lost(var cause, _) -> new FeedAnswer.Failed(cause);
      case HttpAnswer.Answered(var answer) when RestProblem.isThrottled(answer) ->
          new FeedAnswer.Throttled(RestProblem.wait(answer));
      case HttpAnswer.Answered(var answer) ->
          reading
              .of(answer)
              .orElseGet(() ->
                  new FeedAnswer.Failed("status " + answer.status() + " without a fitting body"));
    };
  }

  /// Entries that cannot be read are counted and left out: one broken entry must not hide the rest.
  private static Optional<FeedAnswer> page(JsonNode page) {
    if (!page.path("uploads").isArray()) return Optional.empty();
    var uploads = new ArrayList<RemoteUpload>();
    int unreadable = 0;
    for (JsonNode node : page.path("uploads")) {
      var upload = RestUpload.read(node);
      upload.ifPresent(uploads::add);
      if (upload.isEmpty()) unreadable++;
    }
    try {
      return Optional.of(new FeedAnswer.Page(uploads, Json.next(page), unreadable));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
