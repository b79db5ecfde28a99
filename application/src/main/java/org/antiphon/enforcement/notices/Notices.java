package org.antiphon.enforcement.notices;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.enforcement.basis.Basis;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryId;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.problem.InvalidInput;

/// The notices: find them, read exactly what was attested, and move them along the table. Every
/// move is a transaction with its ledger entry, or part of the caller's.
public final class Notices {
  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final NoticeTable table;

  /// Wires the door.
  public Notices(Database database, Ledger ledger, InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
    this.table = new NoticeTable(database);
  }

  /// The notice with this id.
  ///
  /// @throws InvalidInput NO_SUCH_NOTICE
  public Notice get(NoticeId id) {
    return find(id).orElseThrow(() -> unknown(id));
  }

  public Optional<Notice> find(NoticeId id) {
    return table.find(id);
  }

  /// The notice whose idempotency key or external reference this is.
  public Optional<Notice> byKey(String key) {
    return table.byKey(key);
  }

  /// Every notice of a case, by round.
  public List<Notice> ofCase(CaseId id) {
    return table.ofCase(id);
  }

  /// Every notice against a target on a basis, by round.
  public List<Notice> ofTarget(String platform, String externalId, Basis basis) {
    return table.ofTarget(platform, externalId, basis);
  }

  /// A page, newest first.
  ///
  /// @param states empty: all
  /// @param after the last notice of the page before
  public List<Notice> page(Set<NoticeState> states, Optional<NoticeId> after, int limit) {
    return table.page(states, after.map(NoticeId::value).orElse(null), limit);
  }

  /// How many stand in each state; states without one are absent.
  public Map<NoticeState, Long> counts() {
    return table.counts();
  }

  /// The RFC 8785 bytes that are attested and sent.
  public byte[] document(NoticeId id) {
    return table.document(id);
  }

  /// Whether the stored bytes still have the hash that the notice names.
  public boolean intact(Notice notice) {
    return CanonicalJson.sha256(document(notice.id())).equals(notice.documentSha256());
  }

  /// The notice, locked until the caller's transaction ends.
  ///
  /// @throws InvalidInput NO_SUCH_NOTICE
  public Notice lock(NoticeId id) {
    return table.lock(id).orElseThrow(() -> unknown(id));
  }

  /// Moves a notice along the table.
  ///
  /// @param kind what the ledger calls it
  /// @param data goes into the entry beside both states; no personal data
  /// @throws org.antiphon.enforcement.cases.IllegalMove naming both states
  public EntryId move(
      NoticeId id,
      NoticeState to,
      Actor actor,
      EntryKind kind,
      Map<String, Object> data,
      EntryId... because) {
    return database.inTransaction(() -> {
      var now = lock(id);
      NoticeMoves.check(now.state(), to);
      table.move(id, to, clock.instant());
      var all = new LinkedHashMap<String, Object>(data);
      all.put("from", now.state().name());
      all.put("to", to.name());
      return ledger.append(new Entry(kind, actor, subject(id), List.of(because), all, Map.of()));
    });
  }

  /// As above, recorded as a plain move.
  public EntryId move(NoticeId id, NoticeState to, Actor actor, String reason) {
    return move(id, to, actor, EntryKind.NOTICE_MOVED, Map.of("reason", reason));
  }

  /// Whether an attempt to send it was ever begun.
  public boolean everSending(NoticeId id) {
    return table.everSending(id);
  }

  /// Whether a person ever signed a notice.
  public boolean everSignedBy(UUID person) {
    return table.everSignedBy(person);
  }

  /// Remembers the platform's own reference.
  public void reference(NoticeId id, String platformReference) {
    table.reference(id, platformReference);
  }

  /// Notes under which attestation it was signed; from then on its bytes cannot change.
  public void signed(NoticeId id, UUID attestation) {
    table.signed(id, attestation, clock.instant());
  }

  /// A notice as ledger entries name it.
  public static Subject subject(NoticeId id) {
    return new Subject("notice", id.toString());
  }

  Notice draft(Notice notice, byte[] document, Actor actor) {
    table.put(notice, document);
    ledger.append(
        new Entry(
            EntryKind.NOTICE_RENDERED,
            actor,
            subject(notice.id()),
            Map.of(
                "case", notice.about().toString(),
                "documentSha256", notice.documentSha256(),
                "evidenceSha256", notice.evidenceSha256(),
                "round", notice.round())));
    return notice;
  }

  Database database() {
    return database;
  }

  private static InvalidInput unknown(NoticeId id) {
    return new InvalidInput(
        "NO_SUCH_NOTICE", "notice " + id, "there is no such notice", "look at its case");
  }
}
