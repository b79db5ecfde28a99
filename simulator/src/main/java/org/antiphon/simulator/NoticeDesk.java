package org.antiphon.simulator;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.antiphon.simulator.FaultPlan.Lane;
import org.antiphon.simulator.Notice.State;
import org.antiphon.simulator.Scenario.PlatformSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// The notice side of a platform: filing, look-up, polling, withdrawal, removal. Guarded by its
/// platform's lock.
final class NoticeDesk {
  /// What a platform remembers of a key.
  private record Memory(String body, Notice notice, Instant from, Instant until) {}

  /// One notice that a client tried to file, over all its attempts.
  ///
  /// @param settled accepted, or refused for cause
  record Attempted(String firstRequest, String uploadId, boolean settled) {}

  private final PlatformSettings settings;
  private final Run run;
  private final Object lock;
  private final UploadDoor uploads;
  private final EventDesk events;
  private final List<Notice> notices = new ArrayList<>();
  private final Map<String, Memory> keys = new LinkedHashMap<>();
  private final Map<String, List<Notice>> byUpload = new HashMap<>();
  private final Map<String, List<Notice>> byKey = new HashMap<>();
  private final Map<String, Notice> byId = new HashMap<>();

  /// By upload, then by the hash of the document.
  private final Map<String, Map<String, Attempted>> attempts = new LinkedHashMap<>();

  NoticeDesk(
      PlatformSettings settings, Run run, Object lock, UploadDoor uploads, EventDesk events) {
    this.settings = settings;
    this.run = run;
    this.lock = lock;
    this.uploads = uploads;
    this.events = events;
  }

  List<Notice> notices() {
    return Collections.unmodifiableList(notices);
  }

  List<Notice> on(String uploadId) {
    return Collections.unmodifiableList(byUpload.getOrDefault(uploadId, List.of()));
  }

  List<Attempted> attempts() {
    return attempts.values().stream().flatMap(own -> own.values().stream()).toList();
  }

  /// Remembers that a notice was tried, whatever the answer will be: that is what "lost" is counted
  /// from. Bodies that cannot be read are nobody's notice.
  Optional<String> attempted(Request request, String requestId) {
    var body = readable(request);
    String upload = Json.text(body, "uploadId");
    String hash = Json.text(body, "documentSha256");
    if (upload.isEmpty() || hash.isEmpty()) return Optional.empty();
    attempts
        .computeIfAbsent(upload, _ -> new LinkedHashMap<>())
        .putIfAbsent(hash, new Attempted(requestId, upload, false));
    return Optional.of(upload);
  }

  private static JsonNode readable(Request request) {
    try {
      return Json.read(request.body());
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }

  /// Whether that upload's notices were all settled, and none twice.
  Optional<String> wrongWith(String uploadId) {
    for (var notice : on(uploadId))
      if (notice.duplicate)
        return Optional.of("a second notice, " + notice.id + ", for upload " + uploadId);
    return attempts.getOrDefault(uploadId, Map.of()).values().stream()
        .filter(this::isLost)
        .findFirst()
        .map(attempt -> "the notice of " + attempt.firstRequest() + " never came again");
  }

  /// Never accepted nor refused for cause; an upload that went away meanwhile needs no notice.
  boolean isLost(Attempted attempt) {
    boolean gone = uploads.find(attempt.uploadId()).map(Hosted::isDown).orElse(true);
    return !attempt.settled() && !gone;
  }

  /// Files a notice, or says why not.
  Response file(Request request, String requestId) {
    var key = request.header("idempotency-key").orElse("");
    if (!key.matches("[\\x21-\\x7e]{8,200}"))
      return Problems.of(400, "key_missing", "Idempotency-Key must be 8 to 200 visible characters");
    var body = readable(request);
    if (!body.isObject()) return Problems.of(400, "bad_json", "The body is no JSON object");
    var now = run.clock().instant();
    String hash = HexFormat.of().formatHex(Dice.sha256(body.toString()));
    var known = Optional.ofNullable(keys.get(key)).filter(m -> isRemembered(m, now));
    if (known.isPresent()) return again(known.get(), hash);
    var filing =
        new Notice.Filing(
            key,
            Json.text(body, "uploadId"),
            Json.text(body, "documentSha256"),
            Json.orMissing(Json.text(body, "document")));
    var refusal = refusal(body, filing, requestId, now);
    settle(filing);
    if (refusal.isPresent()) return refusal.get();
    var notice = accept(filing, uploads.find(filing.uploadId()).orElseThrow(), now);
    keys.put(key, new Memory(hash, notice, now, now.plus(settings.timing().keyLifetime())));
    return served(201, notice);
  }

  private static boolean isRemembered(Memory memory, Instant now) {
    return now.isBefore(memory.until()) && !now.isBefore(memory.from());
  }

  private Response again(Memory memory, String hash) {
    if (!memory.body().equals(hash))
      return Problems.of(422, "key_reused", "This key was used for another body");
    return served(200, memory.notice());
  }

  private void settle(Notice.Filing filing) {
    attempts
        .getOrDefault(filing.uploadId(), new HashMap<>())
        .computeIfPresent(
            filing.documentSha256(),
            (_, was) -> new Attempted(was.firstRequest(), was.uploadId(), true));
  }

  private Optional<Response> refusal(
      JsonNode body, Notice.Filing filing, String requestId, Instant now) {
    String document = Json.text(body, "document");
    if (!Json.text(body, "externalReference").equals(filing.key()))
      return incomplete(List.of(error("externalReference", "must equal Idempotency-Key")));
    var upload = uploads.find(filing.uploadId());
    if (upload.isEmpty())
      return Optional.of(Problems.of(404, "no_such_upload", "No upload " + filing.uploadId()));
    if (upload.get().isDown()) {
      uploads.filedAgainstGone(upload.get(), requestId, now);
      return Optional.of(Problems.of(409, "target_gone", "The upload is gone already"));
    }
    String hash = HexFormat.of().formatHex(Dice.sha256(document));
    if (!hash.equals(filing.documentSha256()))
      return Optional.of(
          Problems.of(422, "hash_mismatch", "documentSha256 is not that of document"));
    var errors = DocumentCheck.errors(filing.document(), settings.id(), filing.uploadId());
    return errors.isEmpty() ? Optional.empty() : incomplete(errors);
  }

  private static Optional<Response> incomplete(List<Map<String, String>> errors) {
    return Optional.of(Problems.of(422, "incomplete_notice", "The notice lacks something", errors));
  }

  private static Map<String, String> error(String where, String message) {
    return Map.of("where", where, "message", message);
  }

  private Notice accept(Notice.Filing filing, Hosted target, Instant now) {
    long ordinal = notices.size() + 1L;
    var notice = new Notice(settings.id() + "-n-" + ordinal, filing, target, now);
    notice.duplicate =
        on(filing.uploadId()).stream().anyMatch(other -> makesPointless(other, notice));
    notices.add(notice);
    byId.put(notice.id, notice);
    byKey.computeIfAbsent(notice.key, _ -> new ArrayList<>()).add(notice);
    byUpload.computeIfAbsent(filing.uploadId(), _ -> new ArrayList<>()).add(notice);
    Set<Fault> faults = run.plan().strikes(settings.id(), Lane.ACCEPTED, ordinal);
    notice.lied = faults.contains(Fault.F23);
    after(removalDelay(filing.uploadId()), () -> sayRemoved(notice));
    events.accepted(notice, faults);
    return notice;
  }

  /// An earlier notice of the same substance that still stands; one that was declined, withdrawn or
  /// answered by a lie may be followed by another.
  private static boolean makesPointless(Notice earlier, Notice later) {
    boolean stands =
        earlier.state == State.ACCEPTED || (earlier.state == State.REMOVED && !earlier.lied);
    return stands && earlier.saysTheSameAs(later);
  }

  /// Log-normal with the scenario's p50 and p99, by upload; Box and Muller 1958.
  private Duration removalDelay(String uploadId) {
    var dice = run.plan().dice();
    var removal = settings.removal();
    double u = dice.unit(settings.id(), "removal a " + uploadId, 0);
    double v = dice.unit(settings.id(), "removal b " + uploadId, 0);
    double z = Math.sqrt(-2 * Math.log1p(-u)) * Math.cos(2 * Math.PI * v);
    double p50 = (double) removal.p50().toMillis();
    double sigma = Math.log((double) removal.p99().toMillis() / p50) / 2.326;
    double millis = Math.min((double) removal.p99().toMillis(), p50 * Math.exp(sigma * z));
    return run.onTheWire(Duration.ofMillis(Math.round(millis)));
  }

  private void sayRemoved(Notice notice) {
    synchronized (lock) {
      if (notice.state != State.ACCEPTED) return;
      var now = run.clock().instant();
      notice.become(State.REMOVED, now);
      if (notice.lied) {
        noteLie(notice, now);
        after(run.onTheWire(settings.removal().falseFor()), () -> removeAfterAll(notice));
      } else reallyRemove(notice, now);
      events.removed(notice);
    }
  }

  private void noteLie(Notice notice, Instant now) {
    run.injections()
        .add(
            Fault.F23,
            "false removed",
            settings.id(),
            notice.id,
            () ->
                notice.target.lookedAtSince(now)
                    ? Optional.empty()
                    : Optional.of("nobody looked at upload " + notice.target.plan.id()));
  }

  private void removeAfterAll(Notice notice) {
    synchronized (lock) {
      if (notice.state != State.REMOVED) return;
      var now = run.clock().instant();
      notice.become(State.REMOVED, now);
      reallyRemove(notice, now);
      events.changed("upload.removed", notice);
    }
  }

  private static void reallyRemove(Notice notice, Instant now) {
    notice.target.takeDown(now);
    notice.reallyDownAt = now;
  }

  private void after(Duration delay, Runnable task) {
    var _ = run.timer().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// F7: not to be found before 3/4 of the settle time, by key nor by look-up.
  void hide(Notice notice) {
    var now = run.clock().instant();
    var settle = settings.timing().settle();
    notice.visibleAt = now.plus(settle.multipliedBy(3).dividedBy(4));
    keys.computeIfPresent(
        notice.key,
        (_, was) -> new Memory(was.body(), was.notice(), notice.visibleAt, was.until()));
  }

  Response lookUp(Request request) {
    var now = run.clock().instant();
    var reference = request.parameter("externalReference");
    if (reference.isPresent())
      return answer(select(byKey.getOrDefault(reference.get(), List.of()), now, _ -> true), null);
    try {
      var since = Instant.parse(request.parameter("updatedSince").orElse("1970-01-01T00:00:00Z"));
      var cursor = request.parameter("cursor").filter(c -> !c.isEmpty());
      int limit = limit(request.parameter("limit").orElse("100"));
      if (limit < 1) return Problems.of(400, "bad_request", "limit must be 1 to 200");
      var changed =
          select(
              notices,
              now,
              notice ->
                  !notice.updatedAt.isBefore(since)
                      && cursor.map(c -> place(notice).compareTo(c) > 0).orElse(true));
      var page = changed.subList(0, Math.min(limit, changed.size()));
      return answer(page, changed.size() > page.size() ? place(page.getLast()) : null);
    } catch (DateTimeException _) {
      return Problems.of(400, "bad_request", "updatedSince is no ISO 8601 instant");
    }
  }

  private static int limit(String digits) {
    return digits.matches("\\d{1,6}") ? Math.min(200, Integer.parseInt(digits)) : -1;
  }

  /// Sorts as (updatedAt, id): the nanoseconds are padded, so that text order is time order.
  private static String place(Notice notice) {
    var at = notice.updatedAt;
    return "%012d.%09d.%s".formatted(at.getEpochSecond(), at.getNano(), notice.id);
  }

  private static List<Notice> select(List<Notice> from, Instant now, Predicate<Notice> wanted) {
    return from.stream()
        .filter(notice -> !notice.visibleAt.isAfter(now))
        .filter(wanted)
        .sorted(Comparator.comparing(NoticeDesk::place))
        .toList();
  }

  private Response answer(List<Notice> page, @Nullable String next) {
    var wire = new LinkedHashMap<String, Object>();
    wire.put("notices", page.stream().map(Notice::wire).toList());
    wire.put("next", next);
    var versions = new LinkedHashMap<Notice, Integer>();
    page.forEach(notice -> versions.put(notice, notice.version));
    return Response.json(200, wire).then(() -> markServed(versions));
  }

  private Response served(int status, Notice notice) {
    return Response.json(status, notice.wire())
        .with("Location", "/" + settings.id() + "/v1/notices/" + notice.id)
        .then(() -> markServed(Map.of(notice, notice.version)));
  }

  private void markServed(Map<Notice, Integer> versions) {
    synchronized (lock) {
      versions.forEach(
          (notice, version) -> notice.servedVersion = Math.max(notice.servedVersion, version));
    }
  }

  private Optional<Notice> visible(String id) {
    var now = run.clock().instant();
    return Optional.ofNullable(byId.get(id)).filter(notice -> !notice.visibleAt.isAfter(now));
  }

  Response one(String id) {
    return visible(id)
        .map(notice -> served(200, notice))
        .orElseGet(() -> Problems.of(404, "no_such_notice", "No notice " + id));
  }

  /// Takes a notice back; what it had brought down returns, unless another notice holds it down.
  Response withdraw(String id) {
    var found = visible(id);
    if (found.isEmpty()) return Problems.of(404, "no_such_notice", "No notice " + id);
    var notice = found.get();
    if (notice.state == State.WITHDRAWN) return served(200, notice);
    notice.become(State.WITHDRAWN, run.clock().instant());
    boolean held =
        on(notice.target.plan.id()).stream()
            .anyMatch(other -> other.state == State.REMOVED && !other.lied);
    if (notice.target.isDown() && notice.target.vanished == null && !held) notice.target.restore();
    events.changed("notice.withdrawn", notice);
    return served(200, notice);
  }
}
