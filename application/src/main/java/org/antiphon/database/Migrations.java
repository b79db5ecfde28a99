package org.antiphon.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.antiphon.problem.Refused;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Brings the schema to the newest version, as the owner.
///
/// Flyway costs about a second of CPU; a short command whose schema is already the newest reads the
/// history instead and compares names and checksums itself (CRC-32 over the lines without their
/// ends, as Flyway computes it).
final class Migrations {
  private static final String FOLDER = "org/antiphon/database/migration";
  private final DataSource owner;

  Migrations(DataSource owner) {
    this.owner = owner;
  }

  /// Applies what is missing.
  ///
  /// @throws Refused when the data was written by a newer program
  void apply() {
    var ours = scripts();
    var applied = applied();
    for (var script : applied.keySet())
      if (!ours.containsKey(script))
        throw new Refused(
            "DATA_IS_NEWER",
            script,
            "the data was written by a newer Antiphon: this one does not know " + script,
            "start the newer version, or restore the backup made before the upgrade");
    if (ours.equals(applied)) return;
    Flyway.configure().dataSource(owner).locations("classpath:" + FOLDER).load().migrate();
  }

  private Map<String, Integer> applied() {
    var sql = JdbcClient.create(owner);
    boolean fresh =
        sql.sql("select to_regclass('public.flyway_schema_history') is null")
            .query(Boolean.class)
            .single();
    var applied = new HashMap<String, Integer>();
    if (fresh) return applied;
    sql.sql("select script, checksum from flyway_schema_history where success and type = 'SQL'")
        .query((row, _) -> Map.entry(row.getString("script"), row.getInt("checksum")))
        .list()
        .forEach(row -> applied.put(row.getKey(), row.getValue()));
    return applied;
  }

  private static Map<String, Integer> scripts() {
    var scripts = new HashMap<String, Integer>();
    try {
      var resolver = new PathMatchingResourcePatternResolver(Migrations.class.getClassLoader());
      for (var script : resolver.getResources("classpath:" + FOLDER + "/V*.sql"))
        try (var in = script.getInputStream()) {
          scripts.put(Objects.requireNonNull(script.getFilename()), checksum(in));
        }
      return scripts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int checksum(InputStream in) throws IOException {
    var crc = new CRC32();
    new String(in.readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) crc.getValue();
  }
}
