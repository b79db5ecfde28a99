package org.antiphon.cli;

import org.antiphon.examination.Rehearing;

/// What examines a sound once more, open.
public record RehearingDesk(Rehearing rehearing, Runnable closing) implements AutoCloseable {
  @Override
  public void close() {
    closing.run();
  }
}
