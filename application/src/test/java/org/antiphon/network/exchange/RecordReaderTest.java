package org.antiphon.network.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.antiphon.problem.Unreadable;
import org.junit.jupiter.api.Test;

/// Records that strangers wrote.
class RecordReaderTest {
  private static final String GOOD = Reader.claim("claim-0000001", "GBABC2600001", "a".repeat(64));

  private static ExchangeRecord read(String record) {
    return RecordReader.read(record.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aClaimIsReadWhole() {
    assertThat(read(GOOD))
        .isInstanceOfSatisfying(
            ExchangeRecord.Claim.class,
            claim -> {
              assertThat(claim.isrc()).hasValue("GBABC2600001");
              assertThat(claim.print()).hasValue("a".repeat(64));
              assertThat(claim.hashes()).hasSize(1);
            });
  }

  @Test
  void machineMadeIsNoBasis() {
    assertThatThrownBy(() -> read(GOOD.replace("COPIED_RECORDING", "MACHINE_MADE")))
        .isInstanceOf(Unreadable.class);
  }

  @Test
  void aClaimForLongerThanHalfAYearIsRefused() {
    assertThatThrownBy(() -> read(GOOD.replace("2027-03-01", "2027-11-01")))
        .isInstanceOf(Unreadable.class);
  }

  @Test
  void deepAndLongRecordsAreRefusedBeforeTheyCost() {
    assertThatThrownBy(() -> read("[".repeat(9) + "]".repeat(9))).isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> read(" ".repeat(16_385)))
        .isInstanceOfSatisfying(
            Unreadable.class, e -> assertThat(e.code()).isEqualTo("RECORD_TOO_LONG"));
  }

  @Test
  void whateverIsBrokenInARecordItIsReadOrRefusedAndNothingElse() {
    var random = new Random(5);
    for (int i = 0; i < 3_000; i++) {
      var bytes = GOOD.getBytes(StandardCharsets.UTF_8);
      for (int n = random.nextInt(1, 6); n > 0; n--)
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      try {
        assertThat(RecordReader.read(bytes).id()).isNotBlank();
      } catch (Unreadable refused) {
        assertThat(refused.code()).startsWith("RECORD_");
      }
    }
  }
}
