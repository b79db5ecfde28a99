package org.antiphon.cli;

import org.antiphon.network.screening.Screening;

/// Screening, with what must be closed after it.
public record ScreeningDesk(Screening screening, Runnable closing) implements AutoCloseable {
  @Override
  public void close() {
    closing.run();
  }
}
