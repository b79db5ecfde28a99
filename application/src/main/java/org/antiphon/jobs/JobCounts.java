package org.antiphon.jobs;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much work there is, for pages and metrics.
public record JobCounts(List<OfType> types) {
  /// Copies the list in.
  public JobCounts {
    types = List.copyOf(types);
  }

  /// One type's jobs.
  ///
  /// @param waiting for their time
  /// @param due and not yet begun
  /// @param running now
  /// @param failing threw at their last run, whatever they do now
  /// @param dead letters
  /// @param oldestDue when the longest waiting due job should have begun; null when none is due
  public record OfType(
      String type,
      long waiting,
      long due,
      long running,
      long failing,
      long dead,
      @Nullable Instant oldestDue) {}

  /// Due now, of all types.
  public long due() {
    return types.stream().mapToLong(OfType::due).sum();
  }

  /// Running now, of all types.
  public long running() {
    return types.stream().mapToLong(OfType::running).sum();
  }

  /// Dead letters of all types.
  public long dead() {
    return types.stream().mapToLong(OfType::dead).sum();
  }
}
