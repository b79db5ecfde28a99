package org.antiphon.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.simulator.Injections.Injection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One upload as its platform hosts it now. Guarded by its platform's lock.
final class Hosted {
  final PlannedUpload plan;
  int revision = 1;
  @Nullable Instant downSince;

  /// F15, once it struck.
  @Nullable Injection vanished;

  /// Whether a feed page or `GET /v1/uploads/{id}` brought it to the client, whole.
  boolean listed;

  @Nullable Instant fetchedWhole;
  @Nullable Instant pageLook;
  @Nullable Instant audioLook;

  Hosted(PlannedUpload plan) {
    this.plan = plan;
  }

  boolean isDown() {
    return downSince != null;
  }

  void takeDown(Instant now) {
    if (downSince == null) {
      downSince = now;
      revision++;
    }
  }

  void restore() {
    downSince = null;
    revision++;
  }

  /// Whether somebody asked for the page or the audio at or after that instant.
  boolean lookedAtSince(Instant since) {
    return notBefore(pageLook, since) || notBefore(audioLook, since);
  }

  /// Page and audio both: only that proves that an upload is gone.
  boolean seenWholeSince(Instant since) {
    return notBefore(pageLook, since) && notBefore(audioLook, since);
  }

  private static boolean notBefore(@Nullable Instant at, Instant since) {
    return at != null && !at.isBefore(since);
  }

  Optional<Instant> down() {
    return Optional.ofNullable(downSince);
  }

  Map<String, Object> wire(String base) {
    var wire = new LinkedHashMap<String, Object>();
    wire.put("id", plan.id());
    wire.put("revision", revision);
    if (isDown()) {
      wire.put("deleted", true);
      return wire;
    }
    wire.put("publishedAt", plan.publishedAt().toString());
    wire.put("pageUrl", base + "/u/" + plan.id());
    wire.put("audioUrl", base + "/a/" + plan.id());
    for (String shown : List.of("seconds", "uploader", "credits"))
      wire.put(shown, plan.shown().path(shown));
    if (plan.cover().isPresent()
        && plan.shown().path("credits").deepCopy() instanceof ObjectNode credits)
      wire.put("credits", credits.put("artworkUrl", base + "/c/" + plan.id()));
    wire.put("deleted", false);
    return wire;
  }
}
