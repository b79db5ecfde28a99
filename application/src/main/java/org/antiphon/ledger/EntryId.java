package org.antiphon.ledger;

import java.util.UUID;

/// Names an entry, UUIDv7; other entries give it as their reason.
public record EntryId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
