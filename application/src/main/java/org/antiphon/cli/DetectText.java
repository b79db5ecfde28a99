package org.antiphon.cli;

import org.antiphon.detection.Detection;

/// What the detector says, in words.
final class DetectText {
  private DetectText() {}

  static void print(Console console, Detection found) {
    console.say(
        "  machine-made sound: %s (probability %.2f, %.2f to %.2f)"
            .formatted(
                found.verdict().name().replace('_', ' '),
                found.probability().value(),
                found.probability().low(),
                found.probability().high()));
    found.reasons().forEach(reason -> console.say("    " + reason));
  }
}
