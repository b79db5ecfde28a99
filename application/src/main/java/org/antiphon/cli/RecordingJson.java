package org.antiphon.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.antiphon.catalogue.Isrc;
import org.antiphon.catalogue.Recording;
import tools.jackson.databind.node.ObjectNode;

/// A recording as JSON.
final class RecordingJson {
  private RecordingJson() {}

  static ObjectNode of(Recording recording) {
    return Console.object("recording/1")
        .put("id", recording.id().value())
        .put("title", recording.title())
        .put("artist", recording.artist())
        .put("isrc", recording.isrc().map(Isrc::code).orElse(null))
        .put("iswc", recording.codes().iswc().orElse(null))
        .put("upc", recording.codes().upc().orElse(null))
        .put("labelLine", recording.codes().labelLine().orElse(null))
        .put("released", recording.released().map(Object::toString).orElse(null))
        .put("seconds", seconds(recording.seconds()));
  }

  static BigDecimal seconds(double value) {
    return new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN);
  }
}
