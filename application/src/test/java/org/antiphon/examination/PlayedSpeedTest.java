package org.antiphon.examination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.fingerprint.AlgorithmVersion;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.Match;
import org.antiphon.fingerprint.RecordingRef;
import org.antiphon.fingerprint.Span;
import org.junit.jupiter.api.Test;

class PlayedSpeedTest {
  @Test
  void aMatchWhosePitchMovedWithItsTempoWasPlayedAtAnotherSpeed() {
    var speed = PlayedSpeed.of(matching(1.0935, 1.551));
    assertThat(speed.orElseThrow()).isCloseTo(1.0937, within(1e-4));
  }

  @Test
  void aStretchOrAShiftAloneIsNoSpeed() {
    assertThat(PlayedSpeed.of(matching(1.04, 0))).isEmpty();
    assertThat(PlayedSpeed.of(matching(1, 1))).isEmpty();
  }

  @Test
  void aMatchAtItsOwnSpeedAndNoMatchSayNothing() {
    assertThat(PlayedSpeed.of(matching(1.0004, 0.006))).isEmpty();
    assertThat(PlayedSpeed.of(Optional.empty())).isEmpty();
  }

  private static Optional<Identification> matching(double tempo, double semitones) {
    var recording =
        new RecordingRef(new RecordingId("a-recording"), "A Title", "An Artist", Optional.empty());
    var match =
        new Match(
            recording,
            new Span(0, 30),
            new Span(10, 40),
            tempo,
            semitones,
            40,
            1e-40,
            4,
            new Match.Evidence(400, 200, 10, -45),
            "landmarks",
            List.of(),
            List.of(),
            List.of());
    var version = new AlgorithmVersion("test", "0".repeat(64));
    return Optional.of(new Identification(List.of(match), List.of(), false, 30, 60, version));
  }
}
