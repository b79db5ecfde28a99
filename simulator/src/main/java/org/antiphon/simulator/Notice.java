package org.antiphon.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
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
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What the client sent.
  record Filing(String key, String uploadId, String documentSha256, JsonNode document) {}

  /// What is kept of a document once it was judged: a hundred thousand whole ones would not fit.
  ///
  /// @param offsetError seconds; empty where no segment names a recording that the upload plays
  record Gist(
      String basis,
      Set<String> works,
      String signedBy,
      OptionalDouble offsetError,
      List<String> findings) {
    static Gist of(JsonNode document, PlannedUpload upload, Instant arrived) {
      var works = new TreeSet<String>();
      for (var work : document.path("works")) works.add(Json.text(work, "id"));
      return new Gist(
          Json.text(document, "basis"),
          works,
          Json.text(document.path("signature"), "name"),
          Judge.offsetError(document, upload),
          Judge.findings(document, upload, arrived));
    }
  }

  final String id;
  final String key;
  final String documentSha256;
  final Gist gist;
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

  Notice(String id, Filing filing, Hosted target, Instant acceptedAt) {
    this.id = id;
    this.key = filing.key();
    this.documentSha256 = filing.documentSha256();
    this.gist = Gist.of(filing.document(), target.plan, acceptedAt);
    this.target = target;
    this.acceptedAt = acceptedAt;
    this.visibleAt = acceptedAt;
    this.updatedAt = acceptedAt;
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
  boolean saysTheSameAs(Notice other) {
    return target.equals(other.target)
        && gist.basis().equals(other.gist.basis())
        && gist.works().equals(other.gist.works());
  }

  Map<String, Object> wire() {
    var wire = new LinkedHashMap<String, Object>();
    wire.put("id", id);
    wire.put("state", state.wire());
    wire.put("externalReference", key);
    wire.put("uploadId", target.plan.id());
    wire.put("documentSha256", documentSha256);
    wire.put("version", version);
    wire.put("createdAt", acceptedAt.toString());
    wire.put("updatedAt", updatedAt.toString());
    return wire;
  }
}
