package org.antiphon.enforcement.delivery;

import static org.antiphon.enforcement.delivery.Rows.utc;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.connector.Authenticated;
import org.antiphon.connector.EventDoor;
import org.antiphon.connector.ExternalId;
import org.antiphon.connector.Key;
import org.antiphon.connector.PlatformEvent;
import org.antiphon.connector.PlatformState;
import org.antiphon.connector.RawRequest;
import org.antiphon.connector.Reference;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobRun;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Priority;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where platforms call us. An event is checked, stored under the sender's id, and only then
/// answered; what it means is done by a job, so that a slow effect never makes a platform call
/// twice, and a call that comes ten times is one.
public final class EventInbox {
  /// Does what an event says; declared here, registered by [Delivery].
  static final JobType<Arrived> ARRIVED = new JobType<>("platform.event", Arrived.class);

  private static final Logger LOG = LoggerFactory.getLogger(EventInbox.class);
  private static final int LONGEST = 1 << 20;
  private final Desk desk;
  private final Map<String, Line> lines;
  private final Words words;

  EventInbox(Desk desk, Map<String, Line> lines, Words words) {
    this.desk = desk;
    this.lines = lines;
    this.words = words;
  }

  /// What to answer.
  public enum Receipt {
    /// Committed, now or before: 2xx.
    STORED,
    /// Not from the platform, or not provably: 401.
    FORGED,
    /// No such platform, or one that never calls: 404.
    UNKNOWN_PLATFORM,
    /// Longer than any event: 413.
    TOO_LARGE
  }

  /// Words as they are stored with the job.
  record Arrived(String platform, List<Said> said, List<String> removedUploads) {}

  /// One state of one notice.
  record Said(
      String reference, String key, String state, long version, Instant updatedAt, String reason) {}

  /// Takes in one call. When this returns STORED the event is durable.
  ///
  /// @param headers names in lower case
  /// @param body as it came
  public Receipt receive(String platform, Map<String, List<String>> headers, byte[] body) {
    var door = Optional.ofNullable(lines.get(platform)).flatMap(line -> line.connection().door());
    if (door.isEmpty()) return Receipt.UNKNOWN_PLATFORM;
    if (body.length > LONGEST) return Receipt.TOO_LARGE;
    return switch (read(door.get(), headers, body)) {
      case Authenticated.Forged(var cause) -> {
        LOG.warn("a call in the name of {} was refused: {}", platform, cause);
        yield Receipt.FORGED;
      }
      case Authenticated.Unreadable(var id, var cause) -> {
        LOG.warn("event {} of {} is genuine and cannot be read: {}", id, platform, cause);
        store(platform, id, body, Optional.empty());
        yield Receipt.STORED;
      }
      case Authenticated.Genuine(var id, var events) -> {
        store(platform, id, body, Optional.of(arrived(platform, events)));
        yield Receipt.STORED;
      }
    };
  }

  private Authenticated read(EventDoor door, Map<String, List<String>> headers, byte[] body) {
    return door.read(new RawRequest(headers, body, desk.now()));
  }

  private void store(String platform, String id, byte[] body, Optional<Arrived> arrived) {
    desk.database()
        .inTransaction(() -> {
          if (!insert(platform, id, body, arrived.isPresent())) return;
          desk.ledger()
              .append(
                  new Entry(
                      EntryKind.PLATFORM_EVENT,
                      Actor.system(),
                      new Subject("platform", platform),
                      Map.of("event", id, "sha256", CanonicalJson.sha256(body))));
          arrived.ifPresent(what ->
              desk.jobs().schedule(ARRIVED, platform + "/" + id, what, desk.now(), Priority.HIGH));
        });
  }

  private boolean insert(String platform, String id, byte[] body, boolean readable) {
    return desk.database()
            .sql()
            .sql(
                """
                insert into platform_event (platform_id, event_id, received_at, body, readable)
                values (:platform, :id, :at, :body, :readable)
                on conflict (platform_id, event_id) do nothing
                """)
            .param("platform", platform)
            .param("id", id)
            .param("at", utc(desk.now()))
            .param("body", body)
            .param("readable", readable)
            .update()
        > 0;
  }

  /// The job: one effect for each state that is newer than what we know.
  JobOutcome apply(Arrived arrived, JobRun run) {
    for (var said : arrived.said()) words.hear(arrived.platform(), state(said));
    for (var upload : arrived.removedUploads()) words.uploadRemoved(arrived.platform(), upload);
    return JobOutcome.done();
  }

  private static Arrived arrived(String platform, List<PlatformEvent> events) {
    var said =
        events.stream()
            .filter(PlatformEvent.NoticeChanged.class::isInstance)
            .map(event -> said(((PlatformEvent.NoticeChanged) event).state()))
            .toList();
    var removed =
        events.stream()
            .filter(PlatformEvent.UploadRemoved.class::isInstance)
            .map(event -> ((PlatformEvent.UploadRemoved) event).upload())
            .map(ExternalId::text)
            .toList();
    return new Arrived(platform, said, removed);
  }

  private static Said said(PlatformState state) {
    return new Said(
        state.reference().id(),
        state.key().map(Key::text).orElse(""),
        state.state().name(),
        state.version(),
        state.updatedAt(),
        state.reason().orElse(""));
  }

  private static PlatformState state(Said said) {
    return new PlatformState(
        new Reference(said.reference()),
        said.key().isEmpty() ? Optional.empty() : Optional.of(new Key(said.key())),
        PlatformState.State.valueOf(said.state()),
        said.version(),
        said.updatedAt(),
        said.reason().isEmpty() ? Optional.empty() : Optional.of(said.reason()));
  }
}
