package org.antiphon.enforcement.contest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;

/// Takes objections under the address that a notice names (R26, the door of it): kept word for
/// word, entered in the ledger, put before a person on the case. It decides nothing: a person who
/// finds the objection right takes the notice back by [Retractions].
public final class Appeals {
  /// Whoever holds the address may object; more than this about one notice is noise.
  private static final int MOST = 5;

  private static final int LONGEST = 5_000;
  private static final Set<NoticeState> UNSENT =
      EnumSet.of(NoticeState.DRAFTED, NoticeState.CANCELLED);

  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Notices notices;

  /// Wires it; thread-safe.
  public Appeals(Database database, Ledger ledger, InstantSource clock, Notices notices) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
    this.notices = notices;
  }

  /// On what an objection rests.
  public enum Ground {
    LICENSED("I have a licence, or it is my own recording"),
    NOT_IN_IT("The recording is not in my upload"),
    EXCEPTION("It is a quotation, review, parody or another use that the law allows"),
    OTHER("Something else");

    private final String words;

    Ground(String words) {
      this.words = words;
    }

    /// As the page says it.
    public String words() {
      return words;
    }
  }

  /// One objection.
  ///
  /// @param words of the person, 1 to 5,000 characters
  /// @param contact where an answer may go; may be empty
  public record Appeal(
      UUID id, NoticeId notice, Instant at, Ground ground, String words, String contact) {}

  /// The notice that an address names.
  ///
  /// @throws Refused NOT_FOUND for an address that no sent notice names
  public Notice notice(String key) {
    return notices
        .byKey(key)
        .filter(notice -> !UNSENT.contains(notice.state()))
        .orElseThrow(() ->
            new Refused(
                "NOT_FOUND",
                "/appeal/" + key,
                "no notice that was sent names this address",
                "copy the whole address from the notice"));
  }

  /// Takes one.
  ///
  /// @throws InvalidInput where nothing is said, or too much
  /// @throws Refused ENOUGH where the notice has five already
  public Appeal receive(String key, Ground ground, String words, String contact) {
    check(words, contact);
    return database.inTransaction(() -> {
      var notice = notices.lock(notice(key).id());
      if (of(notice.id()).size() >= MOST)
        throw new Refused(
            "ENOUGH",
            "/appeal/" + key,
            "this notice has " + MOST + " objections already",
            "a person reads them; wait for the answer");
      return store(notice, ground, words.strip(), contact.strip());
    });
  }

  private static void check(String words, String contact) {
    if (words.isBlank() || words.length() > LONGEST)
      throw new InvalidInput(
          "WORDS",
          "words",
          "say in 1 to 5,000 characters what is wrong",
          "shorten it, or say more");
    if (contact.length() > 320)
      throw new InvalidInput("CONTACT", "contact", "it is too long", "give one e-mail address");
  }

  private Appeal store(Notice notice, Ground ground, String words, String contact) {
    var appeal =
        new Appeal(UuidV7.next(clock), notice.id(), clock.instant(), ground, words, contact);
    database
        .sql()
        .sql("insert into appeal values (?, ?, ?, ?, ?, ?)")
        .params(
            appeal.id(),
            notice.id().value(),
            appeal.at().atOffset(ZoneOffset.UTC),
            ground.name(),
            words,
            contact)
        .update();
    ledger.append(
        new Entry(
            EntryKind.APPEAL_RECEIVED,
            Actor.system(),
            Notices.subject(notice.id()),
            List.of(),
            Map.of("appeal", appeal.id().toString(), "ground", ground.name()),
            Map.of("words", words, "contact", contact)));
    return appeal;
  }

  /// Objections to a notice, the oldest first.
  public List<Appeal> of(NoticeId notice) {
    return database
        .sql()
        .sql("select * from appeal where notice_id = ? order by received_at, id")
        .param(notice.value())
        .query(Appeals::appeal)
        .list();
  }

  /// Objections to all notices of a case.
  public List<Appeal> ofCase(CaseId id) {
    return notices.ofCase(id).stream().flatMap(notice -> of(notice.id()).stream()).toList();
  }

  private static Appeal appeal(ResultSet row, int number) throws SQLException {
    return new Appeal(
        row.getObject("id", UUID.class),
        new NoticeId(row.getObject("notice_id", UUID.class)),
        Optional.ofNullable(row.getObject("received_at", OffsetDateTime.class))
            .orElseThrow()
            .toInstant(),
        Ground.valueOf(row.getString("ground")),
        row.getString("words"),
        row.getString("contact"));
  }
}
