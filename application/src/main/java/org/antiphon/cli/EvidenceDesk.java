package org.antiphon.cli;

import org.antiphon.evidence.Evidence;

/// The exporter of cases, open.
public record EvidenceDesk(Evidence evidence, Runnable closing) implements AutoCloseable {
  @Override
  public void close() {
    closing.run();
  }
}
