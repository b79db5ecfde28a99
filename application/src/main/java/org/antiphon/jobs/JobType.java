package org.antiphon.jobs;

/// A kind of work. The name is stored with each job: never change it without a migration.
///
/// @param name `room.verb`, such as `upload.fetched`
/// @param payload a record, stored as JSON
/// @param version of the payload's form; a worker leaves jobs of a newer version alone
/// @param weight where it runs
public record JobType<T>(String name, Class<T> payload, int version, Weight weight) {
  /// What a job mostly needs.
  public enum Weight {
    /// Waits for network and database: runs on virtual threads.
    LIGHT,
    /// Computes: runs on as many platform threads as there are processors.
    HEAVY
  }

  /// A light job, first version of its payload.
  public JobType(String name, Class<T> payload) {
    this(name, payload, 1, Weight.LIGHT);
  }

  /// The same as a heavy one.
  public JobType<T> heavy() {
    return new JobType<>(name, payload, version, Weight.HEAVY);
  }
}
