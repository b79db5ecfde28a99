package org.antiphon.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.connector.Capabilities;
import org.antiphon.connector.Capabilities.Ability;
import org.antiphon.connector.Changes;
import org.antiphon.connector.Connector;
import org.antiphon.connector.Cursor;
import org.antiphon.connector.Found;
import org.antiphon.connector.HttpAnswer;
import org.antiphon.connector.HttpCall.Limits;
import org.antiphon.connector.Key;
import org.antiphon.connector.Keyed;
import org.antiphon.connector.LookRequest;
import org.antiphon.connector.NoticeDocument;
import org.antiphon.connector.PlatformState;
import org.antiphon.connector.Profile;
import org.antiphon.connector.RawAnswer;
import org.antiphon.connector.Reference;
import org.antiphon.connector.Rejection;
import org.antiphon.connector.RetractionDocument;
import org.antiphon.connector.Sighting;
import org.antiphon.connector.Submission;
import org.antiphon.connector.Withdrawal;

/// Notices over plain REST. What is no whole and fitting answer is never taken for one: an accepted
/// notice must come back with our own key in it.
final class RestConnector implements Connector {
  private static final int PAGE = 200;
  private final Profile profile;
  private final RestWire wire;
  private final RestLook look;

  RestConnector(Profile profile, RestWire wire) {
    this.profile = profile;
    this.wire = wire;
    this.look = new RestLook(wire);
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        EnumSet.allOf(Ability.class),
        1,
        profile.regimes(),
        profile.settle(),
        profile.keyLifetime());
  }

  @Override
  public Submission submit(NoticeDocument notice, Key key) {
    var body = new HashMap<String, String>();
    body.put("externalReference", key.text());
    body.put("uploadId", notice.target().text());
    body.put("documentSha256", notice.sha256());
    body.put("document", new String(notice.json(), UTF_8));
    var headers = Map.of("Idempotency-Key", key.text());
    return switch (wire.post("/v1/notices", headers, Json.MAPPER.writeValueAsBytes(body))) {
      case HttpAnswer.NotSent(var cause) -> new Submission.NotSent(cause);
      case HttpAnswer.Lost(var cause, var head) -> new Submission.Unknown(cause, head);
      case HttpAnswer.Answered(var answer) -> submission(answer, key);
    };
  }

  private static Submission submission(RawAnswer answer, Key key) {
    var raw = Optional.of(answer);
    if (RestProblem.isThrottled(answer))
      return new Submission.Throttled(RestProblem.wait(answer), raw);
    if (answer.status() == 200 || answer.status() == 201) {
      var state = RestNotice.in(answer).filter(notice -> notice.key().equals(Optional.of(key)));
      if (state.isEmpty()) return new Submission.Unknown("no notice with our key in it", raw);
      return answer.status() == 201
          ? new Submission.Accepted(state.get(), raw)
          : new Submission.Duplicate(state.get(), raw);
    }
    return refusal(answer)
        .<Submission>map(why -> new Submission.Refused(why, raw))
        .orElseGet(() -> new Submission.Unknown("status " + answer.status(), raw));
  }

  /// A bare 401 is about the credential, whoever says it.
  private static Optional<Rejection> refusal(RawAnswer answer) {
    var said = RestProblem.in(answer).flatMap(RestProblem::rejection);
    if (said.isPresent() || answer.status() != 401) return said;
    return Optional.of(new Rejection(Rejection.Kind.CREDENTIAL, "status 401", "", List.of()));
  }

  @Override
  public List<Submission> submitAll(List<Keyed> notices) {
    var answers = new ArrayList<Submission>();
    for (var keyed : notices) answers.add(submit(keyed.notice(), keyed.key()));
    return answers;
  }

  @Override
  public Found find(Key key) {
    var query = Map.of("externalReference", key.text());
    return found(
        wire.get("/v1/notices", query, Limits.API),
        answer -> {
          var page =
              answer.status() == 200 ? RestNotice.page(answer) : Optional.<RestNotice>empty();
          if (page.isEmpty()) return Optional.empty();
          var ours =
              page.get().states().stream()
                  .filter(s -> s.key().equals(Optional.of(key)))
                  .findFirst();
          if (ours.isPresent())
            return Optional.of(new Found.Present(ours.get(), Optional.of(answer)));
          // other people's notices in the answer: it did not understand the question
          return page.get().states().isEmpty()
              ? Optional.of(new Found.Absent(Optional.of(answer)))
              : Optional.empty();
        });
  }

  @Override
  public Found state(Reference reference) {
    return found(
        wire.get("/v1/notices/" + RestWire.encoded(reference.id()), Map.of(), Limits.API),
        answer -> {
          if (answer.status() == 200)
            return RestNotice.in(answer)
                .filter(state -> state.reference().equals(reference))
                .map(state -> new Found.Present(state, Optional.of(answer)));
          return RestProblem.in(answer)
              .filter(no -> answer.status() == 404 && no.code().equals("no_such_notice"))
              .map(_ -> new Found.Absent(Optional.of(answer)));
        });
  }

  /// Reads a plain answer of a look-up; empty = it says nothing.
  private interface Reading {
    Optional<Found> of(RawAnswer answer);
  }

  private static Found found(HttpAnswer came, Reading reading) {
    return switch (came) {
      case HttpAnswer.NotSent(var cause) ->
          new Found.CannotTell(cause, Optional.empty(), Optional.empty());
      case HttpAnswer.Lost(var cause, var head) ->
          new Found.CannotTell(cause, Optional.empty(), head);
      case HttpAnswer.Answered(var answer) ->
          reading
              .of(answer)
              .orElseGet(() ->
                  new Found.CannotTell(
                      "status " + answer.status() + " without a fitting body",
                      RestProblem.wait(answer),
                      Optional.of(answer)));
    };
  }

  @Override
  public Changes changedSince(Instant since, Optional<Cursor> from) {
    var query =
        Map.of(
            "updatedSince", since.toString(),
            "cursor", from.map(Cursor::text).orElse(""),
            "limit", String.valueOf(PAGE));
    return switch (wire.get("/v1/notices", query, Limits.FEED)) {
      case HttpAnswer.NotSent(var cause) -> new Changes.CannotTell(cause, Optional.empty());
      case HttpAnswer.Lost(var cause, _) -> new Changes.CannotTell(cause, Optional.empty());
      case HttpAnswer.Answered(var answer) -> changes(answer);
    };
  }

  private static Changes changes(RawAnswer answer) {
    var page = answer.status() == 200 ? RestNotice.page(answer) : Optional.<RestNotice>empty();
    return page.<Changes>map(of -> new Changes.Changed(of.states(), of.next()))
        .orElseGet(() ->
            new Changes.CannotTell(
                "status " + answer.status() + " without a page", RestProblem.wait(answer)));
  }

  @Override
  public Sighting look(LookRequest request) {
    return look.at(request);
  }

  @Override
  public Withdrawal withdraw(Reference reference, RetractionDocument why) {
    var body = Map.of("reason", why.text(), "documentSha256", why.sha256());
    var path = "/v1/notices/" + RestWire.encoded(reference.id()) + "/withdrawal";
    return switch (wire.post(path, Map.of(), Json.MAPPER.writeValueAsBytes(body))) {
      case HttpAnswer.NotSent(var cause) -> new Withdrawal.NotSent(cause);
      case HttpAnswer.Lost(var cause, var head) -> new Withdrawal.Unknown(cause, head);
      case HttpAnswer.Answered(var answer) -> withdrawal(answer, reference);
    };
  }

  private static Withdrawal withdrawal(RawAnswer answer, Reference reference) {
    var raw = Optional.of(answer);
    if (RestProblem.isThrottled(answer))
      return new Withdrawal.Throttled(RestProblem.wait(answer), raw);
    var state =
        RestNotice.in(answer)
            .filter(s -> s.reference().equals(reference))
            .filter(s -> s.state() == PlatformState.State.WITHDRAWN);
    if (answer.status() == 200 && state.isPresent())
      return new Withdrawal.Withdrawn(state.get(), raw);
    return refusal(answer)
        .or(() -> missing(answer))
        .<Withdrawal>map(no -> new Withdrawal.Refused(no, raw))
        .orElseGet(() -> new Withdrawal.Unknown("status " + answer.status(), raw));
  }

  private static Optional<Rejection> missing(RawAnswer answer) {
    return RestProblem.in(answer)
        .filter(no -> answer.status() == 404 && no.code().equals("no_such_notice"))
        .map(no -> new Rejection(Rejection.Kind.OTHER, no.code(), no.detail(), no.errors()));
  }
}
