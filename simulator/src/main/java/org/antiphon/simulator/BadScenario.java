package org.antiphon.simulator;

/// A scenario or an option that its writer must mend; the message says what, where and how.
public final class BadScenario extends RuntimeException {
  BadScenario(String message) {
    super(message);
  }
}
