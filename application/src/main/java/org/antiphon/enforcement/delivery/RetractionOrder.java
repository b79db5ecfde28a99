package org.antiphon.enforcement.delivery;

import java.util.UUID;

/// Take this notice back at its platform, until it confirms.
///
/// @param json why, as RFC 8785 JSON
/// @param text the same in plain words
/// @param tries how often it was asked already
public record RetractionOrder(UUID notice, String json, String text, int tries) {
  RetractionOrder next() {
    return new RetractionOrder(notice, json, text, tries + 1);
  }
}
