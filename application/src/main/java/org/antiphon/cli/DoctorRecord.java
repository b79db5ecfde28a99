package org.antiphon.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Objects;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.cli.DoctorCommand.Answer;
import org.antiphon.cli.DoctorCommand.Result;
import org.antiphon.config.Settings;
import org.antiphon.database.Database;
import org.antiphon.jobs.JobCounts;
import org.antiphon.jobs.Jobs;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;

/// What the open database tells: itself, the clock, the ledger, the queue, the mandates.
final class DoctorRecord {
  /// An entry waits for its place for less than a second while a server runs (`audit.md` §1).
  private static final Duration LATE_ENTRY = Duration.ofSeconds(60);

  private static final Duration LATE_JOB = Duration.ofMinutes(30);
  private static final Duration SKEW = Duration.ofSeconds(5);
  private static final int NOTICE_DAYS = 30;
  private static final int OLD_KEY_DAYS = 730;

  private final Database database;
  private final Settings settings;
  private final InstantSource clock;

  DoctorRecord(Database database, Settings settings, InstantSource clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  Answer server() {
    var condition = database.condition();
    var seen =
        "PostgreSQL %s, %s, fsync %s"
            .formatted(
                condition.version(),
                settings.storage().databaseUrl().isPresent() ? "external" : "embedded",
                condition.fsync() ? "on" : "off");
    return condition.fsync()
        ? new Answer(Result.OK, seen)
        : new Answer(Result.FAIL, seen + ": a power cut may lose what was signed; switch it on");
  }

  /// Only against an external server can a clock differ; deadlines and leases use both.
  Answer clock() {
    var apart = Duration.between(database.condition().now(), clock.instant()).abs();
    return apart.compareTo(SKEW) < 0
        ? new Answer(Result.OK, "within %d ms of the database's".formatted(apart.toMillis()))
        : new Answer(
            Result.WARN,
            "%d s from the database's: let both follow a time server".formatted(apart.toSeconds()));
  }

  Answer ledger() {
    var ledger = new Ledger(database, new KeyFolder(keys()), clock);
    var counts = ledger.counts();
    var key = new KeyFolder(keys()).ledgerKey().verifying().name(); // made where none is yet
    long days = keyAgeDays();
    var seen =
        "%,d entries, %,d of them under the last signed head; key of %s, %d days old"
            .formatted(counts.entries(), counts.size(), key, days);
    if (ledger.unsequencedAge().compareTo(LATE_ENTRY) > 0)
      return new Answer(Result.WARN, seen + ": entries wait for a running server; start it");
    if (days > OLD_KEY_DAYS)
      return new Answer(Result.WARN, seen + ": older than two years; think of a new one");
    return new Answer(Result.OK, seen);
  }

  private Path keys() {
    return settings.data().resolve("keys");
  }

  private long keyAgeDays() {
    try {
      var made = Files.getLastModifiedTime(keys().resolve("ledger.key")).toInstant();
      return Math.max(0, Duration.between(made, clock.instant()).toDays());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer queue() {
    var counts = Jobs.counts(database, clock);
    var oldest =
        counts.types().stream()
            .map(JobCounts.OfType::oldestDue)
            .filter(Objects::nonNull)
            .min(Comparator.<Instant>naturalOrder());
    var wait = oldest.map(due -> Duration.between(due, clock.instant())).orElse(Duration.ZERO);
    var seen =
        "%,d due (the oldest for %s), %,d running, %,d given up"
            .formatted(counts.due(), text(wait), counts.running(), counts.dead());
    if (wait.compareTo(LATE_JOB) > 0)
      return new Answer(Result.WARN, seen + ": is a server running? See its page Overview");
    if (counts.dead() > 0)
      return new Answer(Result.WARN, seen + ": see them under Platforms, and bring them back");
    return new Answer(Result.OK, seen);
  }

  private static String text(Duration wait) {
    return wait.toMinutes() > 0 ? wait.toMinutes() + " min" : wait.toSeconds() + " s";
  }

  Answer mandates() {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var ending =
        new Catalogue(database, new Ledger(database, new KeyFolder(keys()), clock), clock)
            .mandatesEnding(today, today.plusDays(NOTICE_DAYS));
    return ending.isEmpty()
        ? new Answer(Result.OK, "none ends within %d days".formatted(NOTICE_DAYS))
        : new Answer(
            Result.WARN,
            "%d end within %d days, first %s on %s: renew them, or their cases cannot be signed"
                .formatted(
                    ending.size(),
                    NOTICE_DAYS,
                    ending.getFirst().owner(),
                    ending.getFirst().until()));
  }
}
