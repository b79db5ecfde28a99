package org.antiphon.simulator;

import java.util.EnumSet;
import java.util.Set;

/// What a platform may do to its clients. The numbers are those of the public table of faults; the
/// gaps belong to shapes of platforms that are not served here.
public enum Fault {
  F1("429, Retry-After in seconds", 0.03),
  F2("429, Retry-After as a date in one of three forms", 0.03),
  F3("429 without Retry-After, or with nonsense in it", 0.02),
  F4("500, 502, 503 or 504 before anything was committed", 0.04),
  F5("committed, then no answer until the connection is closed", 0.04),
  F6("answer dropped or reset in its middle; connection closed on reuse", 0.04),
  F7("committed, answer dropped, visible only after 3/4 of the settle time", 0.03),
  F8("committed, answer dropped, key forgotten after its lifetime", 0.02),
  F9("webhook twice or ten times", 0.1),
  F10("webhooks out of order: removed before accepted", 0.1),
  F11("webhook lost", 0.1),
  F12("webhook forged or with an old time", 0.05),
  F14("feed: cursor expired, page repeated, page with a hole, order changed", 0.08),
  F15("upload vanishes between crawl and notice", 0.03),
  F17("a slow platform", 1),
  F19("wrong content type, truncated or deep JSON, wrong charset, 204", 0.02),
  F20("redirect loop, redirect to a trap on this host", 0.02),
  F21("endless body, slow drip", 0.02),
  F23("false \"removed\": the status says so, the audio still plays", 0.1);

  /// On unless told otherwise.
  static final Set<Fault> SOME = EnumSet.complementOf(EnumSet.of(F17, F19, F20, F21));

  static final Set<Fault> ALL = EnumSet.allOf(Fault.class);

  /// Those that need an address for webhooks.
  static final Set<Fault> OF_WEBHOOKS = EnumSet.of(F9, F10, F11, F12);

  private final String words;
  private final double usualRate;

  Fault(String words, double usualRate) {
    this.words = words;
    this.usualRate = usualRate;
  }

  String words() {
    return words;
  }

  double usualRate() {
    return usualRate;
  }
}
