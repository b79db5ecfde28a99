package org.antiphon.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.antiphon.database.Database;
import org.antiphon.jobs.JobType.Weight;
import org.antiphon.telemetry.Telemetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Durable work. [#schedule] is part of the caller's transaction: the record and its job are
/// committed together or not at all. Each job runs at least once, in one process at a time; one
/// whose worker was killed runs again after four missed heartbeats (8 s).
///
/// db-scheduler 16 does the picking: `for update skip locked`, never more picked than threads (a
/// picked job that does not run yet has no heartbeat and would look dead). Heavy jobs have a table
/// of their own, so that its pool never picks what it does not know.
public final class Jobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
  private static final Duration AGEING = Duration.ofSeconds(10);
  private final Database database;
  private final JobsSettings settings;
  private final InstantSource clock;
  private final JobTable table;
  private final Telemetry telemetry;
  private final Limiter limiter;
  private final Map<Weight, List<Task<?>>> tasks = new EnumMap<>(Weight.class);
  private final Map<Weight, Scheduler> schedulers = new EnumMap<>(Weight.class);
  private final ScheduledExecutorService ageing =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("job-ageing").factory());

  /// Takes what it needs; nothing runs before [#start].
  public Jobs(Database database, JobsSettings settings, InstantSource clock) {
    this(database, settings, clock, Telemetry.off());
  }

  /// As above; each run is a unit of work in traces.
  public Jobs(Database database, JobsSettings settings, InstantSource clock, Telemetry telemetry) {
    this.telemetry = telemetry;
    this.database = database;
    this.settings = settings;
    this.clock = clock;
    this.table = new JobTable(database, clock);
    this.limiter = new Limiter(database, clock);
  }

  /// Says who does the jobs of a type; before [#start].
  public <T> void register(JobType<T> type, JobHandler<T> handler) {
    register(type, handler, RetryPolicy.standard());
  }

  /// As above, with its own patience.
  public <T> void register(JobType<T> type, JobHandler<T> handler, RetryPolicy retry) {
    if (!schedulers.isEmpty()) throw new IllegalStateException("register before start");
    tasks
        .computeIfAbsent(type.weight(), _ -> new ArrayList<>())
        .add(new JobTask<>(type, handler, retry, table, clock, telemetry).task());
  }

  /// Adds a job, in the caller's transaction where there is one. A job of the same type and
  /// instance that has not ended is kept and this one dropped.
  public <T> void schedule(
      JobType<T> type, String instance, T payload, Instant at, Priority priority) {
    table.insert(type.weight(), type.name(), instance, Payload.of(type, payload), at, priority);
    wakeUp(type.weight(), at);
  }

  /// Moves a job that waits to another time.
  ///
  /// @return false when there is none, or it is running
  public <T> boolean reschedule(JobType<T> type, String instance, Instant at) {
    boolean moved = table.move(type.weight(), type.name(), instance, at);
    if (moved) wakeUp(type.weight(), at);
    return moved;
  }

  /// Moves a job that waits to another time and gives it another payload.
  ///
  /// @return false when there is none, or it is running
  public <T> boolean reschedule(JobType<T> type, String instance, Instant at, T payload) {
    return database.inTransaction(() ->
        table.replace(type.weight(), type.name(), instance, Payload.of(type, payload))
            && reschedule(type, instance, at));
  }

  /// Removes a job that waits.
  ///
  /// @return false when there is none, or it is running
  public boolean cancel(JobType<?> type, String instance) {
    return table.delete(type.weight(), type.name(), instance);
  }

  /// Begins to run due jobs of the registered types.
  public void start() {
    tasks.forEach((weight, ofWeight) -> schedulers.put(weight, scheduler(weight, ofWeight)));
    schedulers.values().forEach(Scheduler::start);
    var _ =
        ageing.scheduleWithFixedDelay(
            this::lift, AGEING.toMillis(), AGEING.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void lift() {
    try {
      table.lift();
    } catch (RuntimeException e) { // thrown on, it would end the ageing for good
      LOG.warn("waiting jobs could not be lifted", e);
    }
  }

  private Scheduler scheduler(Weight weight, List<Task<?>> ofWeight) {
    int threads = weight == Weight.HEAVY ? settings.heavyThreads() : settings.threads();
    return Scheduler.create(database.dataSource(), ofWeight)
        .tableName(JobTable.name(weight))
        .serializer(new Payload.Form())
        .clock(clock::instant)
        .schedulerName(() -> ProcessHandle.current().pid() + "-" + UUID.randomUUID())
        .executorService(hands(weight, threads))
        .threads(threads)
        .pollUsingLockAndFetch(0.5, 1.0)
        .pollingInterval(settings.poll())
        .heartbeatInterval(settings.heartbeat())
        .missedHeartbeatsLimit(4)
        .deleteUnresolvedAfter(
            Duration.ofDays(3650)) // the default deletes unknown types in 14 days
        .shutdownMaxWait(settings.patience())
        .failureLogging(LogLevel.DEBUG, false) // logged where it is handled, in JobTask
        .enablePriority()
        .build();
  }

  private static ExecutorService hands(Weight weight, int threads) {
    return weight == Weight.HEAVY
        ? Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("heavy-", 0).factory())
        : Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("job-", 0).factory());
  }

  private void wakeUp(Weight weight, Instant at) {
    var scheduler = schedulers.get(weight);
    if (scheduler != null && !at.isAfter(clock.instant()))
      database.afterCommit(scheduler::triggerCheckForDueExecutions);
  }

  /// Shared limits on requests.
  public Limiter limiter() {
    return limiter;
  }

  /// How much work there is, by type.
  public JobCounts counts() {
    return table.counts();
  }

  /// As above, for who does no work here.
  public static JobCounts counts(Database database, InstantSource clock) {
    return new JobTable(database, clock).counts();
  }

  /// Dead letters, newest first.
  public List<DeadLetter> deadLetters(int most) {
    return table.deadLetters(most);
  }

  /// Brings a dead letter back as a job that is due now.
  ///
  /// @return false when there is none, or a newer job of that type and instance waits
  public boolean revive(long deadLetter) {
    return table.revive(deadLetter);
  }

  /// Takes no more jobs, waits for the running ones, then interrupts them; at most 20 s in all. A
  /// job that was cut off runs again.
  @Override
  public void close() {
    ageing.shutdownNow();
    try (var closing = Executors.newVirtualThreadPerTaskExecutor()) {
      schedulers.values().forEach(scheduler -> closing.execute(scheduler::stop));
    }
    schedulers.clear();
  }
}
