package org.antiphon.enforcement.cases;

import java.util.UUID;
import java.util.function.Consumer;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.ExcludedInterval;
import org.antiphon.database.Database;
import org.antiphon.examination.Stretch;

/// Draws the consequences of stretches that were set apart: every upload with an unsent case that
/// rests on one is examined again, and its case is then routed by what is still ours. Whoever sets
/// a stretch apart, a page or a command beside the server, only notes it; the server that follows
/// marks it and queues the examinations in one transaction, so that none is lost or done twice.
/// What was sent already is not touched: taking it back is a person's to decide. Thread-safe.
public final class ExclusionFollower {
  private final Database database;
  private final Catalogue catalogue;
  private final Cases cases;
  private final Consumer<UUID> again;

  /// Wires it.
  ///
  /// @param again queues another examination of an upload, in the caller's transaction
  public ExclusionFollower(
      Database database, Catalogue catalogue, Cases cases, Consumer<UUID> again) {
    this.database = database;
    this.catalogue = catalogue;
    this.cases = cases;
    this.again = again;
  }

  /// Follows every exclusion that nobody has followed.
  ///
  /// @return how many examinations were queued
  public int follow() {
    return database.inTransaction(
        () -> catalogue.followExclusions().stream().mapToInt(this::follow).sum());
  }

  private int follow(ExcludedInterval set) {
    var resting = cases.uploadsRestingOn(set.recording(), new Stretch(set.from(), set.to()));
    resting.forEach(again);
    return resting.size();
  }
}
