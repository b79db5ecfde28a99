package org.antiphon.enforcement.delivery;

import java.util.UUID;

/// Ask the platform again for what it accepted and has not done.
///
/// @param number 1 for the first: goes out as `-r1` behind the notice's key
/// @param tries how often this one was sent already
public record ReminderOrder(UUID notice, int number, int tries) {
  ReminderOrder next() {
    return new ReminderOrder(notice, number, tries + 1);
  }
}
