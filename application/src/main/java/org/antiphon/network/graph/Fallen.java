package org.antiphon.network.graph;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.EntryId;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;

/// Acts on what hangs on a reason that fell (G6): a recording left the catalogue, a part of it was
/// set apart, a notice was taken back.
///
/// Read from the ledger, in its order. A case that nobody has signed is closed where the recording
/// that it rests on left; where a part was set apart it is examined again elsewhere. Everything
/// that was signed, and every case of which something is left, becomes a task for a person, who
/// retracts or says why it stands: nothing is taken back by itself, and nothing is forgotten. A
/// task is done when a person says so, or when what it is about has ended.
public final class Fallen {
  private static final int MOST = 200;
  private static final String EXCLUDED = "exclusion.added";

  private static final Set<CaseState> UNSIGNED =
      Set.of(CaseState.OPEN, CaseState.IN_REVIEW, CaseState.READY);

  private static final Set<NoticeState> ENDED =
      Set.of(
          NoticeState.CANCELLED,
          NoticeState.OVERTAKEN,
          NoticeState.RETRACTED,
          NoticeState.RETRACTING,
          NoticeState.REJECTED,
          NoticeState.DECLINED,
          NoticeState.RESTORED);

  private final Database database;
  private final InstantSource clock;
  private final Cases cases;
  private final Notices notices;
  private final Consequences consequences;

  /// Wires it; thread-safe.
  public Fallen(
      Database database,
      InstantSource clock,
      Cases cases,
      Notices notices,
      Consequences consequences) {
    this.database = database;
    this.clock = clock;
    this.cases = cases;
    this.notices = notices;
    this.consequences = consequences;
  }

  /// What a person is asked to do.
  public enum What {
    /// A part of what a case rests on fell: look whether the rest is enough.
    LOOK_AGAIN,
    /// A notice rests on it: take it back, or say why it stands.
    RETRACT,
    /// A claim, a screening or an opinion rests on it.
    TELL
  }

  /// A task.
  ///
  /// @param reason what fell, as `recording/r1`
  /// @param about what hangs on it
  /// @param of the case that it belongs to, where there is one
  public record Task(
      UUID id, Node reason, String why, Node about, What what, Optional<CaseId> of, Instant at) {}

  /// Acts on what fell since the last time.
  ///
  /// @return how many entries were read
  public int step() {
    return database.inTransaction(() -> {
      long next =
          database
              .sql()
              .sql("select next_leaf from fallen_mark for update")
              .query(Long.class)
              .single();
      long end =
          database
              .sql()
              .sql("select coalesce(max(idx) + 1, 0) from ledger_leaf")
              .query(Long.class)
              .single();
      long until = Math.min(end, next + MOST);
      for (var fell : fell(next, until)) follow(fell);
      if (until > next)
        database.sql().sql("update fallen_mark set next_leaf = ?").param(until).update();
      return (int) (until - next);
    });
  }

  private record Fell(EntryId entry, String kind, Node reason) {}

  private List<Fell> fell(long from, long until) {
    return database
        .sql()
        .sql(
            """
            select e.uuid, e.kind, e.subject_type, e.subject_id
            from ledger_leaf l join ledger_entry e on e.id = l.entry_id
            where l.idx >= ? and l.idx < ?
              and (e.kind in ('recording.removed', 'exclusion.added')
                or (e.kind = 'notice.withdrawn' and convert_from(e.body, 'UTF8')::jsonb
                  @> '{"data":{"ordered":true}}'))
            order by l.idx
            """)
        .params(from, until)
        .query((row, _) ->
            new Fell(
                new EntryId(row.getObject("uuid", UUID.class)),
                row.getString("kind"),
                new Node(row.getString("subject_type"), row.getString("subject_id"))))
        .list();
  }

  private void follow(Fell fell) {
    for (var line : consequences.of(fell.reason).lines()) {
      var about = new Node(line.kind(), line.key());
      switch (line.kind()) {
        case "case" -> ofCase(fell, about);
        case "notice" -> ofNotice(fell, about);
        case "claim", "opinion" -> ask(fell, about, What.TELL, Optional.empty());
        default -> {} // screenings and partners' claims are decided anew by their own rooms
      }
    }
  }

  private void ofCase(Fell fell, Node about) {
    var one = cases.lock(new CaseId(about.uuid()));
    if (!UNSIGNED.contains(one.state())) return; // its notice speaks for it
    if (fell.kind.equals(EXCLUDED)) return; // examined again by itself
    if (nothingLeft(fell, one))
      cases.move(one.id(), CaseState.CLOSED, Actor.system(), "RECORDING_REMOVED", fell.entry);
    else ask(fell, about, What.LOOK_AGAIN, Optional.of(one.id()));
  }

  private void ofNotice(Fell fell, Node about) {
    if (fell.reason.equals(about)) return;
    Notice notice = notices.get(new NoticeId(about.uuid()));
    if (ENDED.contains(notice.state()) || notice.state() == NoticeState.DRAFTED) return;
    if (touches(fell, cases.get(notice.about())))
      ask(fell, about, What.RETRACT, Optional.of(notice.about()));
  }

  /// Whether the case rests on what fell; of a stretch that was set apart, whether one of its
  /// segments plays some of it.
  private boolean touches(Fell fell, Case one) {
    if (!fell.kind.equals(EXCLUDED)) return true;
    return cases.segments(one.id()).stream()
        .filter(segment -> segment.recording().value().equals(fell.reason.key()))
        .anyMatch(segment -> excludedSeconds(segment) > 0);
  }

  /// Whether all that it plays of ours fell.
  private boolean nothingLeft(Fell fell, Case one) {
    var segments = cases.segments(one.id());
    return fell.kind.equals("recording.removed")
        && segments.stream()
            .allMatch(segment -> segment.recording().value().equals(fell.reason.key()));
  }

  /// Seconds of a segment that lie in stretches that are not ours; those may overlap.
  private double excludedSeconds(Case.Segment segment) {
    return database
        .sql()
        .sql(
            """
            select coalesce(sum(upper(r) - lower(r)), 0)::double precision from (
              select unnest(range_agg(numrange(from_seconds::numeric, to_seconds::numeric))
                * nummultirange(numrange(:from::numeric, :to::numeric))) as r
              from excluded_interval where recording_id = :recording and withdrawn_at is null) t
            """)
        .param("from", segment.reference().from())
        .param("to", segment.reference().to())
        .param("recording", segment.recording().value())
        .query(Double.class)
        .single();
  }

  private void ask(Fell fell, Node about, What what, Optional<CaseId> of) {
    database
        .sql()
        .sql(
            """
            insert into fallen_task (id, reason_kind, reason_key, why, entry, kind, key, what,
              case_id, at)
            select :id, :reasonKind, :reasonKey, :why, :entry, :kind, :key, :what, :case::uuid, :at
            where not exists (select from fallen_task
              where kind = :kind and key = :key and what = :what and done_at is null)
            on conflict do nothing
            """)
        .param("id", UuidV7.next(clock))
        .param("reasonKind", fell.reason.kind())
        .param("reasonKey", fell.reason.key())
        .param("why", fell.kind)
        .param("entry", fell.entry.value())
        .param("kind", about.kind())
        .param("key", about.key())
        .param("what", what.name())
        .param("case", of.map(CaseId::value).orElse(null))
        .param("at", utc(clock.instant()))
        .update();
  }

  /// What waits for a person, the oldest first; what has ended meanwhile is left out.
  public List<Task> open() {
    return database
        .sql()
        .sql(
            """
            select t.* from fallen_task t
            left join notice n on t.kind = 'notice' and n.id::text = t.key
            left join enforcement_case c on t.kind = 'case' and c.id::text = t.key
            where t.done_at is null
              and (n.id is null or n.state not in ('CANCELLED', 'OVERTAKEN', 'RETRACTED',
                'RETRACTING', 'REJECTED', 'DECLINED', 'RESTORED'))
              and (c.id is null or c.state in ('OPEN', 'IN_REVIEW', 'READY'))
            order by t.at, t.id limit 500
            """)
        .query((row, _) ->
            new Task(
                row.getObject("id", UUID.class),
                new Node(row.getString("reason_kind"), row.getString("reason_key")),
                row.getString("why"),
                new Node(row.getString("kind"), row.getString("key")),
                What.valueOf(row.getString("what")),
                Optional.ofNullable(row.getObject("case_id", UUID.class)).map(CaseId::new),
                row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /// A person says why it stands, or what they did.
  ///
  /// @throws Refused NOT_OPEN
  public void done(UUID task, UUID person, String words) {
    if (words.isBlank())
      throw new InvalidInput(
          "REQUIRED", "words", "no reason was given", "say why, or what you did");
    int rows =
        database
            .sql()
            .sql(
                """
                update fallen_task set done_at = ?, done_by = ?, words = ?
                where id = ? and done_at is null
                """)
            .params(utc(clock.instant()), person, words, task)
            .update();
    if (rows == 0)
      throw new Refused("NOT_OPEN", "task " + task, "somebody has done it", "reload the page");
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
