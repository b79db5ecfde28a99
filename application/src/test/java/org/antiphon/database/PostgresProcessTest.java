package org.antiphon.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.antiphon.database.DatabaseSettings.Durability;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The embedded server as processes see it: real ones, really killed.
final class PostgresProcessTest {
  @TempDir Path data;

  private DatabaseSettings settings() {
    return DatabaseSettings.embedded(data).withCache(TestDatabase.cache());
  }

  private static boolean holds(Database database, String probe) {
    return database
            .sql()
            .sql("select count(*) from ledger_pseudonym where pseudonym = ?")
            .param(probe)
            .query(Long.class)
            .single()
        == 1;
  }

  private Optional<PostgresCluster.Postmaster> postmaster() {
    return PostgresCluster.of(settings()).postmaster();
  }

  @Test
  void theServerDiesWithAKilledProgramAndCommittedRowsAreThere() throws Exception {
    var first = Opener.start(data);
    assertThat(first.word()).isEqualTo("owner");
    first.write("probe");
    assertThat(first.word()).isEqualTo("committed");
    first.kill();
    await().atMost(Duration.ofSeconds(15)).until(() -> postmaster().isEmpty());
    try (var database = Database.open(settings())) {
      assertThat(database.ownsServer()).isTrue();
      assertThat(holds(database, "probe")).isTrue();
    }
    assertThat(postmaster()).isEmpty();
  }

  @Test
  void killedTogetherWithItsServerItRecoversAndTheStalePidFileIsNoHindrance() throws Exception {
    var first = Opener.start(data);
    assertThat(first.word()).isEqualTo("owner");
    first.write("probe");
    assertThat(first.word()).isEqualTo("committed");
    var server = ProcessHandle.of(postmaster().orElseThrow().pid()).orElseThrow();
    server.destroyForcibly();
    first.kill();
    assertThat(data.resolve("pg18/postmaster.pid")).exists();
    try (var database = Database.open(settings())) {
      assertThat(holds(database, "probe")).isTrue();
    }
  }

  @Test
  void aSecondProgramJoinsAndOnlyTheOwnerStopsTheServer() throws Exception {
    try (var database = Database.open(settings())) {
      var second = Opener.start(data);
      assertThat(second.word()).isEqualTo("joined");
      second.write("from the second");
      assertThat(second.word()).isEqualTo("committed");
      second.end();
      assertThat(holds(database, "from the second")).isTrue();
      assertThat(postmaster()).isPresent();
    }
    assertThat(postmaster()).isEmpty();
  }

  @Test
  void durabilityIsReadBackAndTheSecretsArePrivate() throws IOException {
    try (var database = Database.open(settings())) {
      for (var setting : java.util.List.of("fsync", "full_page_writes", "data_checksums"))
        assertThat(database.sql().sql("show " + setting).query(String.class).single())
            .as(setting)
            .isEqualTo("on");
      assertThat(database.sql().sql("select current_user").query(String.class).single())
          .isEqualTo("antiphon_app");
      long server = postmaster().orElseThrow().pid();
      var stat = Files.readString(Path.of("/proc", Long.toString(server), "stat"));
      var session = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];
      assertThat(session).as("Ctrl-C must not reach the server").isEqualTo("" + server);
    }
    var mode = Files.getPosixFilePermissions(data.resolve("pg18.password"));
    assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
  }

  @Test
  void rootWithoutNamespacesRunsTheServerAsNobodyAndTheOwnerDecidesAfterwards() throws Exception {
    assumeTrue(Confinement.of(data.resolve("none")) == Confinement.NAMESPACE, "not root");
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
    var cluster = PostgresCluster.of(settings(), Confinement.OTHER_USER);
    try (var server = PostgresProcess.joinOrStart(cluster)) {
      assertThat(server.owned()).isTrue();
    }
    assertThat(Files.getAttribute(cluster.folder(), "unix:uid")).isEqualTo(Confinement.NOBODY);
    assertThat(PostgresCluster.of(settings()).confinement()).isEqualTo(Confinement.OTHER_USER);
    try (var database = Database.open(settings())) {
      assertThat(database.ownsServer()).isTrue();
    }
  }

  @Test
  void aClusterOfAnotherUserIsRefusedWithAWordAboutIt() throws IOException {
    var cluster = Files.createDirectory(data.resolve("pg18"));
    assumeTrue(Confinement.of(cluster) == Confinement.NAMESPACE, "not root");
    Files.setAttribute(cluster, "unix:uid", 12345);
    assertThatThrownBy(() -> Database.open(settings()))
        .isInstanceOfSatisfying(
            Refused.class, p -> assertThat(p.code()).isEqualTo("DATABASE_OF_ANOTHER_USER"));
  }

  @Test
  void aKilledInitdbLeavesNothingThatStarts() throws IOException {
    Files.createDirectories(data.resolve("pg18.tmp-1/base"));
    Files.writeString(data.resolve("pg18.tmp-1/PG_VERSION"), "18\n");
    var scratch =
        new DatabaseSettings(
            data, TestDatabase.cache(), Optional.empty(), 4, Durability.TESTS_ONLY);
    try (var database = Database.open(scratch)) {
      assertThat(database.ownsServer()).isTrue();
    }
    assertThat(data.resolve("pg18.tmp-1")).doesNotExist();
  }

  @Test
  void anExternalServerIsUsedByItsUrl() {
    var inner =
        new DatabaseSettings(
            data, TestDatabase.cache(), Optional.empty(), 4, Durability.TESTS_ONLY);
    try (var server = PostgresProcess.joinOrStart(PostgresCluster.of(inner))) {
      var url =
          PostgresProcess.url(server.port(), "postgres")
              + "?user=antiphon&password="
              + server.cluster().password();
      try (var database = Database.open(inner.withUrl(url))) {
        assertThat(database.sql().sql("select current_user").query(String.class).single())
            .isEqualTo("antiphon_app");
        assertThatThrownBy(() -> database.sql().sql("delete from ledger_entry").update())
            .hasStackTraceContaining("permission denied");
      }
    }
  }

  @Test
  void dataOfANewerProgramIsRefused() {
    var inner =
        new DatabaseSettings(
            data, TestDatabase.cache(), Optional.empty(), 4, Durability.TESTS_ONLY);
    try (var database = Database.open(inner)) {
      var owner =
          org.springframework.jdbc.core.simple.JdbcClient.create(
              new org.springframework.jdbc.datasource.SingleConnectionDataSource(
                  database.connect(DatabaseRole.OWNER), true));
      owner
          .sql(
              """
              insert into flyway_schema_history
              select installed_rank + 100, '999', 'future', type, 'V999__future.sql', 1, installed_by,
                installed_on, 0, true
              from flyway_schema_history where type = 'SQL' limit 1
              """)
          .update();
      assertThatThrownBy(() -> Database.open(inner))
          .isInstanceOfSatisfying(
              Problem.class, p -> assertThat(p.code()).isEqualTo("DATA_IS_NEWER"));
    }
  }
}
