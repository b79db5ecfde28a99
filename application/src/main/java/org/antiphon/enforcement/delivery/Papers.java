package org.antiphon.enforcement.delivery;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.antiphon.connector.ExternalId;
import org.antiphon.connector.NoticeDocument;
import org.antiphon.enforcement.attestation.Clearance;
import org.antiphon.enforcement.cases.CaseMoves;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.EntryKind;

/// The papers of a notice, as sending and watching need them: its text, its state, its case. A move
/// of the notice takes its case along.
public final class Papers {
  private final Notices notices;
  private final Cases cases;
  private final Function<NoticeId, Clearance> guard;
  private final Function<Notice, String> text;
  private final Moved moved;

  /// Who hears of each move, in its transaction.
  public interface Moved {
    void moved(NoticeId notice, NoticeState from, NoticeState to);
  }

  /// Takes what it needs.
  ///
  /// @param guard asked in the transaction that begins an attempt: may it still leave? (R20)
  /// @param text renders a notice in plain words, for platforms that take letters
  public Papers(
      Notices notices,
      Cases cases,
      Function<NoticeId, Clearance> guard,
      Function<Notice, String> text) {
    this(notices, cases, guard, text, (_, _, _) -> {});
  }

  private Papers(
      Notices notices,
      Cases cases,
      Function<NoticeId, Clearance> guard,
      Function<Notice, String> text,
      Moved moved) {
    this.notices = notices;
    this.cases = cases;
    this.guard = guard;
    this.text = text;
    this.moved = moved;
  }

  /// The same, with somebody who hears of each move.
  public Papers telling(Moved who) {
    return new Papers(notices, cases, guard, text, who);
  }

  /// Whom it goes to, under which key.
  public Optional<Letter> letter(UUID notice) {
    return notices
        .find(new NoticeId(notice))
        .map(found ->
            new Letter(
                notice,
                found.target().platform(),
                found.target().upload(),
                found.target().externalId(),
                found.key()));
  }

  /// SHA-256 of the sound that the notice is about, as we fetched it.
  public String noticedAudio(UUID notice) {
    return cases.get(notices.get(new NoticeId(notice)).about()).target().audioSha256();
  }

  /// The attested bytes and their rendering.
  NoticeDocument document(UUID notice) {
    var found = notices.get(new NoticeId(notice));
    return NoticeDocument.of(
        new ExternalId(found.target().externalId()),
        notices.document(found.id()),
        text.apply(found));
  }

  Clearance clearance(UUID notice) {
    return guard.apply(new NoticeId(notice));
  }

  void accepted(UUID notice, String reference) {
    notices.reference(new NoticeId(notice), reference);
  }

  /// Moves the notice by the table of moves, with its ledger entry; its case follows where the
  /// case's table has the move. In the caller's transaction.
  ///
  /// @param why what the entry says beside the states
  public void move(UUID notice, NoticeState to, Map<String, Object> why) {
    move(notice, to, Actor.system(), why);
  }

  /// As above, by a person.
  void move(UUID notice, NoticeState to, Actor actor, Map<String, Object> why) {
    var from = notices.get(new NoticeId(notice)).state();
    var entry = notices.move(new NoticeId(notice), to, actor, kind(to), why);
    moved.moved(new NoticeId(notice), from, to);
    follows(to)
        .ifPresent(state -> {
          var about = cases.lock(notices.get(new NoticeId(notice)).about());
          if (CaseMoves.allows(about.state(), state))
            cases.move(about.id(), state, actor, "NOTICE_" + to, entry);
        });
  }

  /// The watch is over and the upload stayed down: the case is closed. In the caller's transaction.
  public void close(UUID notice) {
    var about = cases.lock(notices.get(new NoticeId(notice)).about());
    if (CaseMoves.allows(about.state(), CaseState.CLOSED))
      cases.move(about.id(), CaseState.CLOSED, Actor.system(), "STAYED_DOWN");
  }

  private static Optional<CaseState> follows(NoticeState state) {
    return switch (state) {
      case ACCEPTED -> Optional.of(CaseState.NOTIFIED);
      case VERIFIED_DOWN -> Optional.of(CaseState.DOWN);
      case RESTORED -> Optional.of(CaseState.RESTORED);
      case OVERTAKEN -> Optional.of(CaseState.OVERTAKEN);
      case RETRACTED, CANCELLED -> Optional.of(CaseState.RETRACTED);
      default -> Optional.empty();
    };
  }

  private static EntryKind kind(NoticeState state) {
    return switch (state) {
      case SENDING -> EntryKind.NOTICE_SENDING;
      case UNKNOWN -> EntryKind.NOTICE_UNKNOWN;
      case ACCEPTED -> EntryKind.NOTICE_SENT;
      case REJECTED, DECLINED, SAID_DOWN -> EntryKind.NOTICE_ANSWERED;
      case VERIFIED_DOWN -> EntryKind.NOTICE_VERIFIED;
      case CANCELLED, RETRACTING, RETRACTED -> EntryKind.NOTICE_WITHDRAWN;
      default -> EntryKind.NOTICE_MOVED;
    };
  }
}
