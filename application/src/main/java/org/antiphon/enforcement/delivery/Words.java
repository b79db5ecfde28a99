package org.antiphon.enforcement.delivery;

import static org.antiphon.enforcement.notices.NoticeState.DECLINED;
import static org.antiphon.enforcement.notices.NoticeState.RETRACTED;
import static org.antiphon.enforcement.notices.NoticeState.RETRACTING;
import static org.antiphon.enforcement.notices.NoticeState.SAID_DOWN;
import static org.antiphon.enforcement.notices.NoticeState.UNKNOWN;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.connector.Key;
import org.antiphon.connector.PlatformState;
import org.antiphon.enforcement.notices.NoticeMoves;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.jobs.Priority;

/// What platforms say of notices, by webhook, poll or look-up. The version decides, not the order
/// of arrival: an older word is ignored, the same word twice is one, and whatever the order the end
/// is the same. A word moves a notice to SAID_DOWN at most; only looks of ours go further.
final class Words {
  private final Desk desk;
  private final Papers papers;
  private final Sendings sendings;

  Words(Desk desk, Papers papers, Sendings sendings) {
    this.desk = desk;
    this.papers = papers;
    this.sendings = sendings;
  }

  /// What a word did.
  enum Effect {
    /// It was news.
    NEWS,
    /// We knew this or something newer.
    KNOWN,
    /// No notice of ours is meant, or none yet.
    NOT_OURS
  }

  /// Takes in one word, in a transaction of its own or the caller's.
  Effect hear(String platform, PlatformState word) {
    return desk.database()
        .inTransaction(() -> {
          var key = word.key().map(Key::text).map(Words::withoutReminder).orElse("");
          var notice = sendings.meant(platform, key, word.reference().id());
          return notice.map(id -> heard(id, word)).orElse(Effect.NOT_OURS);
        });
  }

  private Effect heard(UUID notice, PlatformState word) {
    var row = sendings.locked(notice).orElseThrow();
    if (isOfReminder(word)) return heardOfReminder(notice, word);
    if (!sendings.hear(notice, word)) return Effect.KNOWN;
    if (row.state() == UNKNOWN) {
      new Outcomes(desk, papers, sendings).accept(row, word, "told");
      return Effect.NEWS;
    }
    converge(notice);
    return Effect.NEWS;
  }

  /// A reminder has an object of its own there, with versions of its own: reason to look, no more.
  private Effect heardOfReminder(UUID notice, PlatformState word) {
    lookSoon(notice, "r" + word.version(), word.version());
    return Effect.NEWS;
  }

  /// An upload of theirs went away: reason to look at what we asked for there.
  void uploadRemoved(String platform, String target) {
    desk.database()
        .inTransaction(() -> {
          for (var notice : sendings.acceptedFor(platform, target)) lookSoon(notice, "removed", 0);
        });
  }

  private void lookSoon(UUID notice, String what, long version) {
    desk.jobs()
        .schedule(
            Delivery.WORD,
            notice + "/" + what,
            new PlatformWord(notice, version),
            desk.now(),
            Priority.HIGH);
  }

  /// Brings the notice's state in line with the newest word, and asks for a look.
  void converge(UUID notice) {
    var row = sendings.locked(notice).orElseThrow();
    var word = row.word().orElseThrow();
    follows(row.state(), word.state()).ifPresent(next -> papers.move(notice, next, because(word)));
    if (word.state() == PlatformState.State.DECLINED) sendings.tellPerson(notice, "DECLINED");
    lookSoon(notice, Long.toString(word.version()), word.version());
  }

  private static Map<String, Object> because(Sendings.Word word) {
    return Map.of(
        "platformSays", word.state().name(),
        "version", word.version(),
        "at", word.at().toString(),
        "reason", word.reason());
  }

  /// Where a word leads, if the table of moves has the move.
  static Optional<NoticeState> follows(NoticeState state, PlatformState.State word) {
    var next =
        switch (word) {
          case REMOVED -> SAID_DOWN;
          case DECLINED -> DECLINED;
          case WITHDRAWN -> state == RETRACTING ? RETRACTED : state;
          case ACCEPTED, OTHER -> state;
        };
    return next != state && NoticeMoves.allows(state, next) ? Optional.of(next) : Optional.empty();
  }

  private static boolean isOfReminder(PlatformState word) {
    return word.key().map(Key::text).filter(key -> key.contains("-r")).isPresent();
  }

  private static String withoutReminder(String key) {
    int dash = key.indexOf('-');
    return dash < 0 ? key : key.substring(0, dash);
  }
}
