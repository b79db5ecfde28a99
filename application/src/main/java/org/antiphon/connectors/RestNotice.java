package org.antiphon.connectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antiphon.connector.Cursor;
import org.antiphon.connector.Key;
import org.antiphon.connector.PlatformState;
import org.antiphon.connector.PlatformState.State;
import org.antiphon.connector.RawAnswer;
import org.antiphon.connector.Reference;
import tools.jackson.databind.JsonNode;

/// A page of notices as the wire gives them, and how one of them is read.
record RestNotice(List<PlatformState> states, Optional<Cursor> next) {
  /// The one notice that an answer is.
  static Optional<PlatformState> in(RawAnswer answer) {
    return RestWire.json(answer).flatMap(RestNotice::read);
  }

  /// The page that an answer is; empty if anything in it cannot be read, since a notice left out
  /// would look absent.
  static Optional<RestNotice> page(RawAnswer answer) {
    return RestWire.json(answer).flatMap(RestNotice::readPage);
  }

  private static Optional<RestNotice> readPage(JsonNode page) {
    if (!page.path("notices").isArray()) return Optional.empty();
    var states = new ArrayList<PlatformState>();
    for (JsonNode node : page.path("notices")) {
      var state = read(node);
      if (state.isEmpty()) return Optional.empty();
      states.add(state.get());
    }
    try {
      return Optional.of(new RestNotice(states, Json.next(page)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// One notice; empty if something that we need is missing or of another kind.
  static Optional<PlatformState> read(JsonNode node) {
    var id = Json.text(node, "id");
    var state = Json.text(node, "state");
    var version = Json.number(node, "version");
    var updatedAt = Json.time(node, "updatedAt");
    if (id.isEmpty() || state.isEmpty() || version.isEmpty() || updatedAt.isEmpty())
      return Optional.empty();
    try {
      return Optional.of(
          new PlatformState(
              new Reference(id.get()),
              key(node),
              state(state.get()),
              version.get(),
              updatedAt.get(),
              Json.text(node, "reason")));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // an id that is none
    }
  }

  /// Other clients of the platform may name their notices otherwise.
  private static Optional<Key> key(JsonNode node) {
    try {
      return Json.text(node, "externalReference").map(Key::new);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static State state(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "accepted" -> State.ACCEPTED;
      case "removed" -> State.REMOVED;
      case "declined" -> State.DECLINED;
      case "withdrawn" -> State.WITHDRAWN;
      default -> State.OTHER;
    };
  }
}
