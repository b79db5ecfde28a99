package org.antiphon.jobs;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.antiphon.problem.Unavailable;
import org.antiphon.telemetry.Fact;
import org.antiphon.telemetry.Telemetry;
import org.antiphon.telemetry.Units;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One job type as db-scheduler sees it: outcome and failure become a removal, a new time or a dead
/// letter.
final class JobTask<T> {
  private static final Logger LOG = LoggerFactory.getLogger(JobTask.class);
  private static final Duration NEWER_PAYLOAD = Duration.ofMinutes(1);
  private final JobType<T> type;
  private final JobHandler<T> handler;
  private final RetryPolicy retry;
  private final JobTable table;
  private final InstantSource clock;
  private final Telemetry telemetry;

  JobTask(
      JobType<T> type,
      JobHandler<T> handler,
      RetryPolicy retry,
      JobTable table,
      InstantSource clock,
      Telemetry telemetry) {
    this.telemetry = telemetry;
    this.type = type;
    this.handler = handler;
    this.retry = retry;
    this.table = table;
    this.clock = clock;
  }

  Task<Payload> task() {
    return Tasks.custom(type.name(), Payload.class)
        .onDeadExecutionRevive()
        .onFailure(this::failed)
        .execute((instance, context) -> run(instance.getData(), context.getExecution()));
  }

  private CompletionHandler<Payload> run(Payload payload, Execution execution) {
    if (payload.version() > type.version()) // a newer worker of a rolling upgrade will know it
    return (complete, operations) ->
          operations.reschedule(complete, clock.instant().plus(NEWER_PAYLOAD));
    var begun = table.begin(type.weight(), type.name(), execution.getId());
    var run = new JobRun(execution.getId(), execution.consecutiveFailures + 1, begun.lease());
    JobOutcome outcome;
    try {
      outcome =
          telemetry.unit(
              Units.ofJob(type.name()),
              begun.cause(),
              () -> {
                Telemetry.note(Fact.JOB, type.name());
                Telemetry.note(Fact.ATTEMPT, run.attempt());
                return handler.handle(payload.as(type.payload()), run);
              });
    } catch (InterruptedException e) {
      // closing: the flag stays cleared, so that the job can be given back by a statement
      return (complete, operations) -> operations.reschedule(complete, clock.instant());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new HandlerFailed(e);
    }
    return completion(outcome);
  }

  private CompletionHandler<Payload> completion(JobOutcome outcome) {
    return switch (outcome) {
      case JobOutcome.Done _ -> (_, operations) -> operations.remove();
      case JobOutcome.Again(Instant at, var payload) ->
          (complete, operations) -> {
            if (payload == null) operations.reschedule(complete, at);
            else operations.reschedule(complete, at, Payload.of(type, payload));
          };
      case JobOutcome.Dead(var why) ->
          (complete, operations) -> bury(complete.getExecution(), why, operations);
    };
  }

  private void failed(ExecutionComplete complete, ExecutionOperations<Payload> operations) {
    var execution = complete.getExecution();
    int failures = execution.consecutiveFailures + 1;
    var cause = complete.getCause().map(JobTask::unwrapped).orElse(null);
    LOG.warn("{} {} failed, run {}", type.name(), execution.getId(), failures, cause);
    if (failures >= retry.attempts()) bury(execution, String.valueOf(cause), operations);
    else operations.reschedule(complete, next(failures, cause));
  }

  private Instant next(int failures, @org.jspecify.annotations.Nullable Throwable cause) {
    var at = clock.instant().plus(retry.delay(failures, ThreadLocalRandom.current()));
    if (!(cause instanceof Unavailable unavailable)) return at;
    var earliest = unavailable.retryAfter().map(clock.instant()::plus).orElse(at);
    return at.isBefore(earliest) ? earliest : at;
  }

  private void bury(Execution execution, String why, ExecutionOperations<Payload> operations) {
    table.bury(type.weight(), execution.getTaskName(), execution.getId(), why, operations::remove);
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof HandlerFailed && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /// Carries a checked exception of a handler through db-scheduler.
  private static final class HandlerFailed extends RuntimeException {
    HandlerFailed(Exception cause) {
      super(cause);
    }
  }
}
