package org.antiphon.notification;

import java.util.Map;
import java.util.Optional;

/// Something that people are told by mail, once each: words without a name of anybody outside, and
/// the page where it is dealt with.
///
/// @param key the same for the same thing: a second one with it is not told
/// @param line one sentence
/// @param path of the page, from `/`
public record Happening(Topic topic, String key, String line, String path) {
  /// What an event of the ledger says to people; nothing for most, which are in order.
  ///
  /// @param id of the event
  /// @param body as webhooks get it
  static Optional<Happening> of(EventType type, String id, Map<String, Object> body) {
    var told =
        switch (type) {
          case COUNTER_NOTICE_RECEIVED ->
              told(
                  Topic.COUNTER_NOTICE,
                  id,
                  "A counter-notice came: read it, and say what follows.");
          case APPEAL_RECEIVED ->
              told(
                  Topic.OBJECTION,
                  id,
                  "Somebody objects to a notice: unanswered within five business days, it is taken"
                      + " back.");
          case ENFORCEMENT_PAUSED ->
              told(
                  Topic.PAUSED, id, "Sending was paused: new cases are held, signed notices wait.");
          case NOTICE_REFUSED ->
              told(Topic.REFUSED, id, "A platform declined a notice: ask it again, or let it be.");
          case UPLOAD_RESTORED -> told(Topic.UP_AGAIN, id, "An upload that was down is up again.");
          case UPLOAD_REAPPEARED ->
              told(
                  Topic.UP_AGAIN,
                  id,
                  "What was noticed before is offered again: a new case is open.");
          default -> Optional.<Happening>empty();
        };
    return told.map(it -> it.about(body));
  }

  private static Optional<Happening> told(Topic topic, String id, String line) {
    return Optional.of(new Happening(topic, id, line, topic.path()));
  }

  /// With the page of its case, or of its notice's case, where the entry names one.
  private Happening about(Map<String, Object> body) {
    if (!(body.get("subject") instanceof tools.jackson.databind.JsonNode subject)) return this;
    var id = subject.path("id").asString("");
    return switch (subject.path("type").asString("")) {
      case "case" -> new Happening(topic, key, line, "/cases/" + id);
      case "notice" -> new Happening(topic, key, line, "/notices/" + id);
      default -> this;
    };
  }
}
