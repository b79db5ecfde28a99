package org.antiphon.cli;

import org.antiphon.detection.Detection;

/// What the detector says, in words.
final class DetectText {
  private DetectText() {}

  static void print(Console console, Detection found) {
    var probability = found.probability();
    console.say(
        "  machine-made sound: %s%s"
            .formatted(
                found.verdict().name().replace('_', ' '),
                probability.isKnown()
                    ? " (probability %.2f, %.2f to %.2f)"
                        .formatted(probability.value(), probability.low(), probability.high())
                    : ""));
    found.reasons().forEach(reason -> console.say("    " + reason));
  }
}
