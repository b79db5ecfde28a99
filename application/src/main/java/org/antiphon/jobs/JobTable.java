package org.antiphon.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.antiphon.database.Database;
import org.antiphon.jobs.JobType.Weight;
import org.antiphon.telemetry.Telemetry;

/// The rows of jobs and dead letters. Jobs are added by our own statement, not db-scheduler's: its
/// insert of a job that exists fails, and in PostgreSQL a failed insert spoils the caller's
/// transaction.
final class JobTable {
  private final Database database;
  private final InstantSource clock;

  JobTable(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  static String name(Weight weight) {
    return switch (weight) {
      case LIGHT -> "job";
      case HEAVY -> "job_heavy";
    };
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  boolean insert(
      Weight weight, String type, String instance, Payload payload, Instant at, Priority priority) {
    return 1
        == database
            .sql()
            .sql(
                """
                insert into %s (task_name, task_instance, task_data, execution_time, picked, version,
                  priority, traceparent)
                values (:type, :instance, :data, :at, false, 1, :priority, :traceparent)
                on conflict (task_name, task_instance) do nothing
                """
                    .formatted(name(weight)))
            .param("type", type)
            .param("instance", instance)
            .param("data", payload.bytes())
            .param("at", time(at))
            .param("priority", priority.number())
            .param(
                "traceparent",
                Telemetry.trace().map(Telemetry.Trace::traceparent).orElse(null),
                Types.VARCHAR)
            .update();
  }

  boolean move(Weight weight, String type, String instance, Instant at) {
    return 1
        == database
            .sql()
            .sql(
                """
                update %s set execution_time = :at, version = version + 1
                where task_name = :type and task_instance = :instance and not picked
                """
                    .formatted(name(weight)))
            .param("type", type)
            .param("instance", instance)
            .param("at", time(at))
            .update();
  }

  boolean replace(Weight weight, String type, String instance, Payload payload) {
    return 1
        == database
            .sql()
            .sql(
                """
                update %s set task_data = :data, version = version + 1
                where task_name = :type and task_instance = :instance and not picked
                """
                    .formatted(name(weight)))
            .param("type", type)
            .param("instance", instance)
            .param("data", payload.bytes())
            .update();
  }

  boolean delete(Weight weight, String type, String instance) {
    return 1
        == database
            .sql()
            .sql(
                "delete from %s where task_name = :type and task_instance = :instance and not picked"
                    .formatted(name(weight)))
            .param("type", type)
            .param("instance", instance)
            .update();
  }

  /// What a run begins with.
  ///
  /// @param lease its fencing number
  /// @param cause traceparent of what led to the job
  record Begun(long lease, Optional<String> cause) {}

  Begun begin(Weight weight, String type, String instance) {
    return database
        .sql()
        .sql(
            """
            select nextval('job_lease') as lease, (select traceparent from %s
              where task_name = :type and task_instance = :instance) as cause
            """
                .formatted(name(weight)))
        .param("type", type)
        .param("instance", instance)
        .query((row, _) ->
            new Begun(row.getLong("lease"), Optional.ofNullable(row.getString("cause"))))
        .single();
  }

  /// Lifts what has been due for a minute by ten, at most to 90, the oldest 500 at a time.
  void lift() {
    for (var weight : Weight.values())
      database
          .sql()
          .sql(
              """
              update %1$s set priority = least(90, priority + 10)
              where (task_name, task_instance) in (
                select task_name, task_instance from %1$s
                where not picked and priority < 90 and execution_time < :before
                order by execution_time limit 500 for update skip locked)
              """
                  .formatted(name(weight)))
          .param("before", time(clock.instant().minusSeconds(60)))
          .update();
  }

  /// Copies the job to the dead letters and removes it, in one transaction.
  void bury(Weight weight, String type, String instance, String why, Runnable remove) {
    database.inTransaction(() -> {
      database
          .sql()
          .sql(
              """
              insert into job_dead (weight, type, instance, payload, priority, attempts, why, at)
              select :weight, task_name, task_instance, task_data, priority,
                coalesce(consecutive_failures, 0) + 1, left(:why, 4000), :at
              from %s where task_name = :type and task_instance = :instance
              """
                  .formatted(name(weight)))
          .param("weight", weight.name())
          .param("type", type)
          .param("instance", instance)
          .param("why", why)
          .param("at", time(clock.instant()))
          .update();
      remove.run();
    });
  }

  boolean revive(long id) {
    return database.inTransaction(() -> {
      var weight =
          database
              .sql()
              .sql("select weight from job_dead where id = :id for update")
              .param("id", id)
              .query(String.class)
              .optional();
      if (weight.isEmpty() || !insertAgain(Weight.valueOf(weight.get()), id)) return false;
      return 1 == database.sql().sql("delete from job_dead where id = ?").param(id).update();
    });
  }

  private boolean insertAgain(Weight weight, long id) {
    return 1
        == database
            .sql()
            .sql(
                """
                insert into %s (task_name, task_instance, task_data, execution_time, picked, version, priority)
                select type, instance, payload, :at, false, 1, priority from job_dead where id = :id
                on conflict (task_name, task_instance) do nothing
                """
                    .formatted(name(weight)))
            .param("id", id)
            .param("at", time(clock.instant()))
            .update();
  }

  List<DeadLetter> deadLetters(int most) {
    return database
        .sql()
        .sql("select * from job_dead order by id desc limit ?")
        .param(most)
        .query((row, _) ->
            new DeadLetter(
                row.getLong("id"),
                row.getString("type"),
                row.getString("instance"),
                Payload.parse(row.getBytes("payload")).json(),
                row.getInt("attempts"),
                row.getString("why"),
                row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }

  JobCounts counts() {
    return new JobCounts(
        database
            .sql()
            .sql(
                """
                select type, sum(waiting)::bigint as waiting, sum(due)::bigint as due,
                  sum(running)::bigint as running, sum(failing)::bigint as failing,
                  sum(dead)::bigint as dead, min(oldest) as oldest
                from (
                  select task_name as type,
                    count(*) filter (where not picked and execution_time > :now) as waiting,
                    count(*) filter (where not picked and execution_time <= :now) as due,
                    count(*) filter (where picked) as running,
                    count(*) filter (where consecutive_failures > 0) as failing,
                    0 as dead,
                    min(execution_time) filter (where not picked and execution_time <= :now) as oldest
                  from (select * from job union all select * from job_heavy) as jobs group by 1
                  union all
                  select type, 0, 0, 0, 0, count(*), null from job_dead group by 1
                ) as counted
                group by type order by type
                """)
            .param("now", time(clock.instant()))
            .query((row, _) -> ofType(row))
            .list());
  }

  private static JobCounts.OfType ofType(ResultSet row) throws SQLException {
    var oldest = row.getObject("oldest", OffsetDateTime.class);
    return new JobCounts.OfType(
        row.getString("type"),
        row.getLong("waiting"),
        row.getLong("due"),
        row.getLong("running"),
        row.getLong("failing"),
        row.getLong("dead"),
        oldest == null ? null : oldest.toInstant());
  }
}
