package org.antiphon.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One accepted notice, as the platform keeps it. Guarded by its platform's lock.
final class Notice {
  enum State {
    ACCEPTED,
    REMOVED,
    DECLINED,
    WITHDRAWN;

    String wire() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// What the client sent.
  record Filing(String key, String uploadId, String documentSha256, JsonNode document) {}

  final String id;
  final Filing filing;
  final Hosted target;
  final Instant acceptedAt;
  Instant visibleAt;
  State state = State.ACCEPTED;
  int version = 1;
  Instant updatedAt;

  /// When the platform first said "removed", true or not.
  @Nullable Instant saidRemovedAt;

  /// When the upload really went because of this notice.
  @Nullable Instant reallyDownAt;

  /// The newest version that an answer to the client carried.
  int servedVersion;

  boolean lied;

  /// Another notice of the same substance stood when this one came.
  boolean duplicate;

  final List<String> findings;

  Notice(String id, Filing filing, Hosted target, Instant acceptedAt, List<String> findings) {
    this.id = id;
    this.filing = filing;
    this.target = target;
    this.acceptedAt = acceptedAt;
    this.visibleAt = acceptedAt;
    this.updatedAt = acceptedAt;
    this.findings = List.copyOf(findings);
  }

  void become(State next, Instant now) {
    state = next;
    version++;
    updatedAt = now;
    if (next == State.REMOVED && saidRemovedAt == null) saidRemovedAt = now;
  }

  Optional<Instant> saidRemoved() {
    return Optional.ofNullable(saidRemovedAt);
  }

  Optional<Instant> reallyDown() {
    return Optional.ofNullable(reallyDownAt);
  }

  /// Same upload, basis and works: a second one of these says nothing new.
  String substance() {
    var works = new java.util.TreeSet<String>();
    for (var work : filing.document().path("works")) works.add(Json.text(work, "id"));
    return filing.uploadId() + "|" + Json.text(filing.document(), "basis") + "|" + works;
  }

  Map<String, Object> wire() {
    var wire = new LinkedHashMap<String, Object>();
    wire.put("id", id);
    wire.put("state", state.wire());
    wire.put("externalReference", filing.key());
    wire.put("uploadId", filing.uploadId());
    wire.put("documentSha256", filing.documentSha256());
    wire.put("version", version);
    wire.put("createdAt", acceptedAt.toString());
    wire.put("updatedAt", updatedAt.toString());
    return wire;
  }
}
