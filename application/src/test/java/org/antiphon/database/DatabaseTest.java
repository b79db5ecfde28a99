package org.antiphon.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DatabaseTest {
  private final Database database = TestDatabase.fresh();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void anInnerTransactionIsPartOfTheOuterOne() {
    assertThatThrownBy(() ->
            database.inTransaction(() -> {
              database.inTransaction(this::insertProbe);
              throw new IllegalStateException("outer");
            }))
        .hasMessage("outer");
    assertThat(count()).isZero();
    database.inTransaction(this::insertProbe);
    assertThat(count()).isOne();
  }

  private void insertProbe() {
    database.sql().sql("insert into partitioned_by_month values ('probe')").update();
  }

  private long count() {
    return database
        .sql()
        .sql("select count(*) from partitioned_by_month where parent = 'probe'")
        .query(Long.class)
        .single();
  }

  @Test
  void aWakeUpCallComesAfterTheCommitAndNeverAfterARollback() {
    var calls = new java.util.ArrayList<String>();
    database.inTransaction(() -> {
      database.afterCommit(() -> calls.add("committed"));
      assertThat(calls).isEmpty();
    });
    assertThatThrownBy(() ->
            database.inTransaction(() -> {
              database.afterCommit(() -> calls.add("rolled back"));
              throw new IllegalStateException();
            }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(calls).containsExactly("committed");
  }

  @Test
  void theApplicationMayNotChangeTheSchema() {
    assertThatThrownBy(() -> database.sql().sql("create table mine (n int)").update())
        .hasStackTraceContaining("permission denied");
  }

  @Test
  void idsOfOneClockAreInOrderAndOfVersionSeven() {
    var clock = InstantSource.system();
    var ids = IntStream.range(0, 100).mapToObj(_ -> UuidV7.next(clock)).toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.version() == 7 && id.variant() == 2);
    var first = UuidV7.next(InstantSource.fixed(java.time.Instant.parse("2026-01-01T00:00:00Z")));
    var later =
        UuidV7.next(InstantSource.fixed(java.time.Instant.parse("2026-01-01T00:00:00.000001Z")));
    assertThat(later.toString()).isGreaterThan(first.toString());
  }
}
