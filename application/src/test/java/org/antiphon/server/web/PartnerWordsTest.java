package org.antiphon.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.antiphon.network.exchange.Exchange.Refused;
import org.antiphon.network.exchange.Partner;
import org.junit.jupiter.api.Test;

class PartnerWordsTest {
  private static final Instant FIRST = Instant.parse("2026-11-29T11:40:00Z");
  private static final String THROWN =
      "checkpoint: HttpHostConnectException: Connect to http://127.0.0.1:1 failed: refused";

  @Test
  void vainTriesInARowAreOneLineWithoutNamesOfClasses() {
    var lines =
        PartnerWords.lines(
            List.of(
                new Refused("NOT_CONNECTED", THROWN, FIRST.plusSeconds(3)),
                new Refused("NOT_CONNECTED", THROWN, FIRST.plusSeconds(2)),
                new Refused("NOTE_UNSIGNED", "checkpoint", FIRST.plusSeconds(1)),
                new Refused("NOT_CONNECTED", THROWN, FIRST)));
    assertThat(lines)
        .containsExactly(
            new PartnerWords.Line(
                "cannot be reached", 2, FIRST.plusSeconds(2), FIRST.plusSeconds(3)),
            new PartnerWords.Line(
                "note unsigned: checkpoint", 1, FIRST.plusSeconds(1), FIRST.plusSeconds(1)),
            new PartnerWords.Line("cannot be reached", 1, FIRST, FIRST));
  }

  @Test
  void aPartnerThatIsSwitchedOffIsNoTrouble() {
    assertThat(PartnerWords.state(partner(true))).isEqualTo("cannot be reached");
    assertThat(PartnerWords.tone(partner(true))).isEqualTo("bad");
    assertThat(PartnerWords.state(partner(false))).isEqualTo("switched off");
    assertThat(PartnerWords.tone(partner(false))).isEqualTo("good");
  }

  private static Partner partner(boolean enabled) {
    return new Partner(
        "glass",
        "Glass",
        "Glass Records",
        "https://glass.test.invalid/exchange/",
        "vkey",
        true,
        "",
        new Partner.Terms(Partner.Level.OBSERVE, List.of(), List.of(), 1000, 100, enabled),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.of("NOT_CONNECTED"),
        Optional.empty());
  }
}
