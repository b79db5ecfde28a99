package org.antiphon.jobs;

/// Does the work of one type. It may run twice: look up before acting.
@FunctionalInterface
public interface JobHandler<T> {
  /// Does one job. An exception means: later again, after a growing random delay; a thrown
  /// [org.antiphon.problem.Unavailable] with a time is not tried before it.
  ///
  /// @throws Exception anything; never lost, see [RetryPolicy]
  JobOutcome handle(T payload, JobRun run) throws Exception;
}
