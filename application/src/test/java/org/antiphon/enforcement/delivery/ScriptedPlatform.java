package org.antiphon.enforcement.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.antiphon.connector.Capabilities;
import org.antiphon.connector.Capabilities.Ability;
import org.antiphon.connector.Changes;
import org.antiphon.connector.Connector;
import org.antiphon.connector.Cursor;
import org.antiphon.connector.Found;
import org.antiphon.connector.Key;
import org.antiphon.connector.Keyed;
import org.antiphon.connector.LookRequest;
import org.antiphon.connector.NoticeDocument;
import org.antiphon.connector.PlatformState;
import org.antiphon.connector.Reference;
import org.antiphon.connector.Rejection;
import org.antiphon.connector.RetractionDocument;
import org.antiphon.connector.Sighting;
import org.antiphon.connector.Submission;
import org.antiphon.connector.Withdrawal;

/// A platform in memory that does what the script says. It keeps its own records of what reached
/// it, and only these are judged.
public final class ScriptedPlatform implements Connector {
  /// What happens to one request.
  public enum Fault {
    NONE,
    LOST_AFTER_COMMIT,
    LOST_BEFORE_COMMIT,
    VISIBLE_LATE,
    THROTTLED,
    THROTTLED_SILENTLY,
    NOT_SENT,
    GONE,
    INCOMPLETE,
    CREDENTIAL,
    FORBIDDEN,
    /// The worker dies before the request leaves.
    DIES_BEFORE,
    /// The worker dies when the platform has it.
    DIES_AFTER
  }

  /// The end of a process, as far as a test in one process can have it.
  public static final class Died extends Error {
    private static final long serialVersionUID = 1;
  }

  /// One request as it reached the platform.
  public record Request(String what, String key, Instant at) {}

  private record Held(PlatformState state, Instant visibleFrom, String target) {}

  private final InstantSource clock;
  private Capabilities capabilities;
  private final Map<String, List<Held>> held = new LinkedHashMap<>();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final Queue<Sighting> sightings = new ArrayDeque<>();
  private final Queue<Withdrawal> withdrawals = new ArrayDeque<>();
  private final Map<Request, Duration> early = new LinkedHashMap<>();
  private Supplier<Fault> faults = () -> Fault.NONE;
  private Duration retryAfter = Duration.ofSeconds(5);
  private Instant closedUntil = Instant.MIN;
  private Instant announced = Instant.MIN;
  private int next;

  public ScriptedPlatform(InstantSource clock, Ability... abilities) {
    this.clock = clock;
    this.capabilities =
        new Capabilities(
            Set.of(abilities),
            1,
            Set.of("US_512"),
            Duration.ofSeconds(2),
            Optional.of(Duration.ofHours(1)));
  }

  public static ScriptedPlatform whole(InstantSource clock) {
    return new ScriptedPlatform(clock, Ability.values());
  }

  /// The faults of the next requests, then none.
  public synchronized ScriptedPlatform then(Fault... script) {
    var left = new ArrayDeque<>(List.of(script));
    faults = () -> left.isEmpty() ? Fault.NONE : left.poll();
    return this;
  }

  public synchronized ScriptedPlatform faults(Supplier<Fault> source) {
    faults = source;
    return this;
  }

  public synchronized ScriptedPlatform settle(Duration time) {
    capabilities =
        new Capabilities(
            capabilities.abilities(), 1, Set.of("US_512"), time, capabilities.keyLifetime());
    return this;
  }

  public synchronized ScriptedPlatform retryAfter(Duration wait) {
    retryAfter = wait;
    return this;
  }

  public synchronized ScriptedPlatform shows(Sighting... next) {
    sightings.addAll(List.of(next));
    return this;
  }

  public synchronized ScriptedPlatform answersWithdrawal(Withdrawal... next) {
    withdrawals.addAll(List.of(next));
    return this;
  }

  @Override
  public synchronized Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public synchronized Submission submit(NoticeDocument notice, Key key) {
    var fault = faults.get();
    if (fault == Fault.DIES_BEFORE) throw new Died();
    if (fault == Fault.NOT_SENT) return new Submission.NotSent("connection refused");
    arrives("submit", key.text());
    return switch (fault) {
      case NONE -> taken(key, notice, clock.instant());
      case DIES_AFTER -> {
        var _ = taken(key, notice, clock.instant());
        throw new Died();
      }
      case LOST_AFTER_COMMIT -> {
        var _ = taken(key, notice, clock.instant());
        yield new Submission.Unknown("time-out", Optional.empty());
      }
      case VISIBLE_LATE -> {
        var _ =
            taken(
                key,
                notice,
                clock.instant().plus(capabilities.settle().multipliedBy(3).dividedBy(4)));
        yield new Submission.Unknown("reset", Optional.empty());
      }
      case LOST_BEFORE_COMMIT -> new Submission.Unknown("502", Optional.empty());
      case THROTTLED -> {
        announced = clock.instant();
        closedUntil = announced.plus(retryAfter);
        yield new Submission.Throttled(Optional.of(retryAfter), Optional.empty());
      }
      case THROTTLED_SILENTLY -> new Submission.Throttled(Optional.empty(), Optional.empty());
      case GONE -> refused(Rejection.Kind.TARGET_GONE, "target_gone");
      case INCOMPLETE -> refused(Rejection.Kind.INCOMPLETE, "incomplete_notice");
      case CREDENTIAL -> refused(Rejection.Kind.CREDENTIAL, "unauthorised");
      case FORBIDDEN -> refused(Rejection.Kind.FORBIDDEN, "forbidden");
      case NOT_SENT, DIES_BEFORE -> throw new IllegalStateException();
    };
  }

  private static Submission refused(Rejection.Kind kind, String code) {
    return new Submission.Refused(new Rejection(kind, code, "", List.of()), Optional.empty());
  }

  private Submission taken(Key key, NoticeDocument notice, Instant visibleFrom) {
    var before = held.get(key.text());
    if (before != null && capabilities.has(Ability.IDEMPOTENCY_KEY))
      return new Submission.Duplicate(before.getFirst().state(), Optional.empty());
    var state =
        new PlatformState(
            new Reference("n" + ++next),
            Optional.of(key),
            PlatformState.State.ACCEPTED,
            1,
            clock.instant(),
            Optional.empty());
    held.computeIfAbsent(key.text(), _ -> new ArrayList<>())
        .add(new Held(state, visibleFrom, notice.target().text()));
    return new Submission.Accepted(state, Optional.empty());
  }

  private void arrives(String what, String key) {
    var request = new Request(what, key, clock.instant());
    requests.add(request);
    if (request.at().isBefore(closedUntil))
      early.put(request, Duration.between(announced, request.at()));
  }

  @Override
  public List<Submission> submitAll(List<Keyed> notices) {
    return notices.stream().map(keyed -> submit(keyed.notice(), keyed.key())).toList();
  }

  @Override
  public synchronized Found find(Key key) {
    arrives("find", key.text());
    return held.getOrDefault(key.text(), List.of()).stream()
        .filter(one -> !one.visibleFrom().isAfter(clock.instant()))
        .findFirst()
        .<Found>map(one -> new Found.Present(one.state(), Optional.empty()))
        .orElseGet(() -> new Found.Absent(Optional.empty()));
  }

  @Override
  public synchronized Found state(Reference reference) {
    arrives("state", reference.id());
    return all().stream()
        .filter(one -> one.reference().equals(reference))
        .findFirst()
        .<Found>map(one -> new Found.Present(one, Optional.empty()))
        .orElseGet(() -> new Found.Absent(Optional.empty()));
  }

  @Override
  public synchronized Changes changedSince(Instant since, Optional<Cursor> from) {
    arrives("poll", "");
    var changed = all().stream().filter(one -> !one.updatedAt().isBefore(since)).toList();
    int begin = from.map(cursor -> Integer.parseInt(cursor.text())).orElse(0);
    int end = Math.min(changed.size(), begin + 50);
    return new Changes.Changed(
        changed.subList(begin, end),
        end < changed.size() ? Optional.of(new Cursor(Integer.toString(end))) : Optional.empty());
  }

  @Override
  public synchronized Sighting look(LookRequest request) {
    arrives("look", request.upload().text());
    return sightings.isEmpty() ? new Sighting.Gone(List.of()) : sightings.remove();
  }

  @Override
  public synchronized Withdrawal withdraw(Reference reference, RetractionDocument why) {
    arrives("withdraw", reference.id());
    var scripted = withdrawals.poll();
    if (scripted != null && !(scripted instanceof Withdrawal.Withdrawn)) return scripted;
    return new Withdrawal.Withdrawn(
        says(reference.id(), PlatformState.State.WITHDRAWN), Optional.empty());
  }

  /// The platform decides something.
  ///
  /// @return the new state, as a webhook would bring it
  public synchronized PlatformState says(String reference, PlatformState.State state) {
    for (var of : held.values())
      for (int i = 0; i < of.size(); i++)
        if (of.get(i).state().reference().id().equals(reference)) {
          var old = of.get(i);
          var changed = changed(old.state(), state);
          of.set(i, new Held(changed, old.visibleFrom(), old.target()));
          return changed;
        }
    throw new IllegalArgumentException(reference);
  }

  private PlatformState changed(PlatformState old, PlatformState.State state) {
    return new PlatformState(
        old.reference(),
        old.key(),
        state,
        old.version() + 1,
        clock.instant(),
        state == PlatformState.State.DECLINED ? Optional.of("licensed here") : Optional.empty());
  }

  /// Everything the platform holds.
  public synchronized List<PlatformState> all() {
    return held.values().stream().flatMap(List::stream).map(Held::state).toList();
  }

  /// What it holds under a key.
  public synchronized List<PlatformState> under(String key) {
    return held.getOrDefault(key, List.of()).stream().map(Held::state).toList();
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /// Requests that came although everybody had been asked to wait.
  public List<Request> early() {
    return early(Duration.ZERO);
  }

  /// The same, without those that were on their way when the answer went out.
  ///
  /// @param onTheWay how long a request may have been
  public synchronized List<Request> early(Duration onTheWay) {
    return early.entrySet().stream()
        .filter(one -> one.getValue().compareTo(onTheWay) >= 0)
        .map(Map.Entry::getKey)
        .toList();
  }
}
