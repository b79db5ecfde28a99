package org.antiphon.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.antiphon.cli.DoctorCommand.Answer;
import org.antiphon.cli.DoctorCommand.Result;
import org.antiphon.config.Settings;
import org.antiphon.provenance.Provenance;
import org.antiphon.provenance.TrustFolder;
import org.antiphon.provenance.TrustSet;

/// Whether signed statements can be checked, and how old the official lists are.
final class DoctorProvenance {
  /// What the build, `doctor` and `provenance` say.
  static final String MISSING =
      "the C2PA engine is not built, so signed statements cannot be checked: install npm"
          + " (Debian: apt-get install npm) and start ./antiphon again";

  private static final long OLD_DAYS = 180;
  private final Kit kit;
  private final Settings settings;

  DoctorProvenance(Kit kit, Settings settings) {
    this.kit = kit;
    this.settings = settings;
  }

  Answer answers() {
    var clock = kit.surroundings().clock();
    var trust = new TrustFolder(settings.data().resolve("trust.d"));
    var set = trust.current();
    try (var provenance = Provenance.open(() -> set, clock)) {
      if (!provenance.hasEngine()) return new Answer(Result.WARN, MISSING);
      long days = age(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
      String lists =
          "%s %s; trust lists of %s, %d roots of your own"
              .formatted(
                  provenance.engine().name(),
                  provenance.engine().version(),
                  TrustSet.OFFICIAL_DATE,
                  set.ownRoots().size());
      return days <= OLD_DAYS
          ? new Answer(Result.OK, lists)
          : new Answer(Result.WARN, lists + ": " + days + " days old; update Antiphon");
    }
  }

  static long age(LocalDate today) {
    return ChronoUnit.DAYS.between(TrustSet.OFFICIAL_DATE, today);
  }
}
