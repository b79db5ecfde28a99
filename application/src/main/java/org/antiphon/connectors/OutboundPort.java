package org.antiphon.connectors;

import java.util.Set;
import org.antiphon.connector.HttpAnswer;
import org.antiphon.connector.HttpCall;
import org.antiphon.connector.HttpPort;
import org.antiphon.connector.RawAnswer;
import org.antiphon.outbound.Bodies;
import org.antiphon.outbound.Bodies.Body;
import org.antiphon.outbound.Bounds;
import org.antiphon.outbound.Head;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundCall;
import org.antiphon.outbound.Outcome;
import org.antiphon.outbound.Reach;

/// A connector's way out: the guarded client, as far as one platform may go.
public final class OutboundPort implements HttpPort {
  /// As the port promises of a body that is only hashed.
  private static final int KEPT = 1 << 16;

  private final Outbound outbound;
  private final Reach reach;

  /// @param reach [Reach#LOOPBACK] for a simulated platform, else [Reach#PUBLIC]
  public OutboundPort(Outbound outbound, Reach reach) {
    this.outbound = outbound;
    this.reach = reach;
  }

  @Override
  public HttpAnswer send(HttpCall call) {
    var limits = call.limits();
    var bounds = new Bounds(limits.maxBytes(), limits.total(), Set.of());
    var request =
        new OutboundCall(call.method(), call.uri(), call.headers(), call.body(), reach, bounds);
    var reader =
        switch (limits.keep()) {
          case WHOLE -> Bodies.whole();
          case DIGEST -> Bodies.first(KEPT);
        };
    return switch (outbound.send(request, reader)) {
      case Outcome.Answered<Body>(var head, var body) -> new HttpAnswer.Answered(raw(head, body));
      case Outcome.NotSent<Body>(var trouble, var detail) ->
          new HttpAnswer.NotSent(trouble + ": " + detail);
      case Outcome.Lost<Body>(var trouble, var detail, var head) ->
          new HttpAnswer.Lost(trouble + ": " + detail, head.map(OutboundPort::headOnly));
    };
  }

  private static RawAnswer raw(Head head, Body body) {
    return new RawAnswer(
        head.status(),
        head.headers(),
        body.kept(),
        new RawAnswer.Digest(body.sha256(), body.length()),
        head.at());
  }

  private static RawAnswer headOnly(Head head) {
    return raw(head, EMPTY);
  }

  private static final Body EMPTY =
      new Body(new byte[0], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0);
}
