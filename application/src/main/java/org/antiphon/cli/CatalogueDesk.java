package org.antiphon.cli;

import org.antiphon.blobs.Blobs;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.Roster;
import org.antiphon.database.Database;
import org.antiphon.examination.ReferenceLibrary;

/// The catalogue, open.
///
/// @param indexFollows false: another process writes to the index, and will follow
/// @param closing closes everything, the index durable first
public record CatalogueDesk(
    Database database,
    Catalogue catalogue,
    Roster roster,
    Blobs blobs,
    ReferenceLibrary library,
    boolean indexFollows,
    Runnable closing)
    implements AutoCloseable {
  @Override
  public void close() {
    closing.run();
  }
}
