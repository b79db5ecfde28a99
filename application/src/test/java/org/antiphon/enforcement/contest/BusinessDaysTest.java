package org.antiphon.enforcement.contest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Golden dates, computed from 5 U.S.C. 6103 by hand and by another program.
class BusinessDaysTest {
  @ParameterizedTest
  @CsvSource({
    "2025-06-10, 2025-06-25, 2025-07-01",
    "2026-05-15, 2026-06-01, 2026-06-05",
    "2026-07-04, 2026-07-17, 2026-07-23",
    "2026-11-20, 2026-12-07, 2026-12-11",
    "2025-12-19, 2026-01-06, 2026-01-12",
    "2026-06-25, 2026-07-10, 2026-07-16",
    "2026-10-30, 2026-11-16, 2026-11-20",
    "2027-12-17, 2028-01-04, 2028-01-10"
  })
  void theTenthAndTheFourteenthBusinessDayAreThese(
      LocalDate received, LocalDate tenth, LocalDate fourteenth) {
    assertThat(BusinessDays.after(received, 10)).isEqualTo(tenth);
    assertThat(BusinessDays.after(received, 14)).isEqualTo(fourteenth);
  }

  @Test
  void ourOwnDeadlineIsTheEndOfTheNinth() {
    var days = new BusinessDays(BusinessDays.AGENT);
    var window = days.windowOf(Instant.parse("2026-11-20T15:00:00Z"));
    assertThat(window.actBy()).isEqualTo(LocalDate.of(2026, 12, 4));
    assertThat(days.end(window.actBy())).isEqualTo(Instant.parse("2026-12-05T04:59:59.999Z"));
  }

  @Test
  void theDayOfReceiptIsThatOfTheAgentsTimeZone() {
    var late = Instant.parse("2026-11-21T03:00:00Z"); // Friday evening in New York
    assertThat(new BusinessDays(BusinessDays.AGENT).windowOf(late).from())
        .isEqualTo(LocalDate.of(2026, 12, 7));
    var midnight = Instant.parse("2026-11-19T23:30:00Z"); // Thursday there, Friday in Berlin
    assertThat(new BusinessDays(BusinessDays.AGENT).windowOf(midnight).from())
        .isEqualTo(LocalDate.of(2026, 12, 4));
    assertThat(new BusinessDays(ZoneId.of("Europe/Berlin")).windowOf(midnight).from())
        .isEqualTo(LocalDate.of(2026, 12, 7));
  }
}
