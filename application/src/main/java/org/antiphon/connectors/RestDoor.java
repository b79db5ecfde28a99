package org.antiphon.connectors;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antiphon.connector.Authenticated;
import org.antiphon.connector.EventDoor;
import org.antiphon.connector.ExternalId;
import org.antiphon.connector.PlatformEvent;
import org.antiphon.connector.RawRequest;
import tools.jackson.databind.JsonNode;

/// Reads events of the plain REST interface, after their signature.
final class RestDoor implements EventDoor {
  private final StandardWebhook signatures;

  RestDoor(StandardWebhook signatures) {
    this.signatures = signatures;
  }

  @Override
  public Authenticated read(RawRequest request) {
    var objection = signatures.objection(request);
    if (objection.isPresent()) return new Authenticated.Forged(objection.get());
    String id = request.header("webhook-id").orElseThrow();
    return Json.object(request.body())
        .flatMap(RestDoor::events)
        .<Authenticated>map(events -> new Authenticated.Genuine(id, events))
        .orElseGet(() -> new Authenticated.Unreadable(id, "no event that can be understood"));
  }

  private static Optional<List<PlatformEvent>> events(JsonNode event) {
    var type = Json.text(event, "type");
    var at = Json.time(event, "timestamp");
    if (type.isEmpty() || at.isEmpty()) return Optional.empty();
    var events = new ArrayList<PlatformEvent>();
    boolean known = type.get().startsWith("notice.") || type.get().equals("upload.removed");
    if (known)
      RestNotice.read(event.path("data"))
          .ifPresent(state -> events.add(new PlatformEvent.NoticeChanged(state, at.get())));
    if (type.get().equals("upload.removed")) removed(event, at.get()).ifPresent(events::add);
    if (known && events.isEmpty()) return Optional.empty();
    if (!known) events.add(new PlatformEvent.Other(type.get(), at.get()));
    return Optional.of(events);
  }

  private static Optional<PlatformEvent> removed(JsonNode event, Instant at) {
    try {
      return Json.text(event.path("data"), "uploadId")
          .map(id -> new PlatformEvent.UploadRemoved(new ExternalId(id), at));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
