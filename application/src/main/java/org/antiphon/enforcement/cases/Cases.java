package org.antiphon.enforcement.cases;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.database.Database;
import org.antiphon.examination.Stretch;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryId;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.problem.InvalidInput;

/// The cases: find them, page through them, and move them along the table. Every move is a
/// transaction with its ledger entry, or part of the caller's. Safe for many threads: a move locks
/// its case.
public final class Cases {
  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final CaseTable table;

  /// Wires the door.
  public Cases(Database database, Ledger ledger, InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
    this.table = new CaseTable(database);
  }

  /// The case with this id.
  ///
  /// @throws InvalidInput NO_SUCH_CASE
  public Case get(CaseId id) {
    return find(id).orElseThrow(() -> unknown(id));
  }

  public Optional<Case> find(CaseId id) {
    return table.find(id);
  }

  /// A page, newest first.
  ///
  /// @param after the last case of the page before
  /// @param limit 1 to 500
  public List<Case> page(CaseFilter filter, Optional<CaseId> after, int limit) {
    if (limit < 1 || limit > 500)
      throw new InvalidInput("LIMIT", "limit", limit + " cases a page", "1 to 500");
    return table.page(filter, after.map(CaseId::value).orElse(null), limit);
  }

  /// The assessment of an upload that was routed last.
  public Optional<UUID> routedAssessment(UUID upload) {
    return database
        .sql()
        .sql("select assessment_id from routing where upload_id = ? order by id desc limit 1")
        .param(upload)
        .query(UUID.class)
        .optional();
  }

  /// Every case about one upload, oldest first.
  public List<Case> ofUpload(UUID upload) {
    return table.ofUpload(upload);
  }

  /// The stretches that a case rests on.
  public List<Case.Segment> segments(CaseId id) {
    return table.segments(id);
  }

  /// Uploads with a case, not yet sent and not ended, that rests on some of a stretch of a
  /// recording.
  public List<UUID> uploadsRestingOn(RecordingId recording, Stretch stretch) {
    return table.uploadsRestingOn(recording, stretch);
  }

  /// How many cases stand in each state; states without one are absent.
  public Map<CaseState, Long> counts() {
    return table.counts();
  }

  /// Moves a case along the table.
  ///
  /// @param because code of the reason, kept with a case that ends
  /// @param reasons ledger entries that led to it
  /// @throws IllegalMove naming both states
  public EntryId move(CaseId id, CaseState to, Actor actor, String because, EntryId... reasons) {
    return database.inTransaction(() -> {
      var now = lock(id);
      CaseMoves.check(now.state(), to);
      table.move(id, to, ends(to) ? because : null, clock.instant());
      var data = new LinkedHashMap<String, Object>();
      data.put("from", now.state().name());
      data.put("to", to.name());
      data.put("because", because);
      return ledger.append(
          new Entry(
              ends(to) ? EntryKind.CASE_CLOSED : EntryKind.CASE_MOVED,
              actor,
              subject(id),
              List.of(reasons),
              data,
              Map.of()));
    });
  }

  /// Notes why a case will have ended when its last notice is taken back; in the caller's
  /// transaction.
  public void willEnd(CaseId id, String because) {
    table.willEnd(id, because);
  }

  /// Notes whether a counter-notice stands against it: while one does, no new notice at the same
  /// target or sound may be sent (R18). In the caller's transaction.
  public void countered(CaseId id, boolean stands) {
    table.countered(id, stands);
  }

  /// Who released it from a hold for its numbers, and may therefore not sign it (R22, R27).
  public Optional<UUID> releasedBy(CaseId id) {
    return table.releasedBy(id);
  }

  /// The case, locked until the caller's transaction ends.
  ///
  /// @throws InvalidInput NO_SUCH_CASE
  public Case lock(CaseId id) {
    return table.lock(id).orElseThrow(() -> unknown(id));
  }

  /// Runs `work` in one transaction in which nobody else changes the case.
  ///
  /// @throws InvalidInput NO_SUCH_CASE
  public <T> T whileLocked(CaseId id, Supplier<T> work) {
    return database.inTransaction(() -> {
      lock(id);
      return work.get();
    });
  }

  /// A case as ledger entries name it.
  public static Subject subject(CaseId id) {
    return new Subject("case", id.toString());
  }

  CaseTable table() {
    return table;
  }

  private static boolean ends(CaseState state) {
    return switch (state) {
      case REFUSED, RETRACTED, RESTORED, OVERTAKEN, CLOSED -> true;
      case OPEN, IN_REVIEW, READY, ATTESTED, NOTIFIED, DOWN, CONTESTED -> false;
    };
  }

  private static InvalidInput unknown(CaseId id) {
    return new InvalidInput(
        "NO_SUCH_CASE", "case " + id, "there is no such case", "case list prints the ids");
  }
}
