package org.antiphon.enforcement.attestation;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.PersonId;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;

/// Lists of drafts that a person signs together: made from cases that are alike (one basis, one
/// regime, one platform, one owner), at most 500, kept as they were drawn up so that the sample,
/// whose seed is the list itself, does not change under the person who listens.
public final class Batches {
  private final Database database;
  private final InstantSource clock;
  private final Attestation attestation;
  private final Desk desk;

  /// Wires it; thread-safe.
  public Batches(Database database, InstantSource clock, Attestation attestation, Desk desk) {
    this.database = database;
    this.clock = clock;
    this.attestation = attestation;
    this.desk = desk;
  }

  /// Cases that could be signed together.
  public record Alike(String basis, String regime, String platform, String owner) {}

  /// So many of them wait, the oldest since then.
  public record Waiting(Alike alike, long cases, Instant since) {}

  /// A list as it was drawn up.
  ///
  /// @param dropped of the list; not signed
  public record Listed(
      UUID id,
      PersonId person,
      List<NoticeId> notices,
      Set<NoticeId> dropped,
      Instant at,
      Optional<Instant> signedAt) {}

  /// Every group of cases that wait for a signature and are not put off.
  public List<Waiting> waiting() {
    return database
        .sql()
        .sql(
            """
            select basis, regime, platform_id, owner, count(*) as n, min(opened_at) as since
            from enforcement_case c where state = 'READY'
              and not exists (select from case_snooze s where s.case_id = c.id and s.until > :now)
            group by basis, regime, platform_id, owner order by n desc, since
            """)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .query((row, _) ->
            new Waiting(
                new Alike(
                    row.getString("basis"),
                    row.getString("regime"),
                    row.getString("platform_id"),
                    row.getString("owner")),
                row.getLong("n"),
                row.getObject("since", OffsetDateTime.class).toInstant()))
        .list();
  }

  /// What came of drawing a batch up.
  ///
  /// @param left cases whose notice could not be drawn up for this person, and why
  public record Drawn(UUID id, int notices, Map<CaseId, String> left) {}

  /// Draws up the oldest cases that are alike, for one person. Those under another mandate than the
  /// first are left for a batch of their own.
  ///
  /// @throws Refused `NOTHING_TO_SIGN` where no notice could be drawn up
  public Drawn draw(Alike alike, PersonId person) {
    var drawn = new ArrayList<Notice>();
    var left = new LinkedHashMap<CaseId, String>();
    for (var id : cases(alike)) {
      try {
        var notice = attestation.draft(id, person);
        if (drawn.isEmpty() || sameMandate(drawn.getFirst(), notice)) drawn.add(notice);
        else left.put(id, "another mandate");
      } catch (Problem e) {
        left.put(id, e.code() + ": " + e.what());
      }
    }
    if (drawn.isEmpty())
      throw new Refused(
          "NOTHING_TO_SIGN",
          alike.platform(),
          left.isEmpty()
              ? "no case of this kind waits"
              : "no notice could be drawn up for you: " + left.values().iterator().next(),
          "open one of its cases: it says why");
    var id = UuidV7.next(clock);
    database
        .sql()
        .sql("insert into signing_batch (id, person, notices, at) values (?, ?, ?, ?)")
        .params(
            id,
            person.value(),
            drawn.stream().map(notice -> notice.id().value()).toArray(UUID[]::new),
            clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    return new Drawn(id, drawn.size(), left);
  }

  private static boolean sameMandate(Notice one, Notice other) {
    return one.signing().mandate().equals(other.signing().mandate());
  }

  private List<CaseId> cases(Alike alike) {
    return database
        .sql()
        .sql(
            """
            select id from enforcement_case c
            where state = 'READY' and basis = :basis and regime = :regime
              and platform_id = :platform and owner = :owner
              and not exists (select from case_snooze s where s.case_id = c.id and s.until > :now)
            order by id limit :most
            """)
        .param("basis", alike.basis())
        .param("regime", alike.regime())
        .param("platform", alike.platform())
        .param("owner", alike.owner())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("most", SigningRules.LARGEST_BATCH)
        .query((row, _) -> new CaseId(row.getObject("id", UUID.class)))
        .list();
  }

  /// A list of this person.
  ///
  /// @throws Refused `NOT_FOUND` for somebody else's, too
  public Listed get(UUID id, PersonId person) {
    return database
        .sql()
        .sql("select * from signing_batch where id = ? and person = ?")
        .params(id, person.value())
        .query((row, _) ->
            new Listed(
                id,
                person,
                ids((UUID[]) row.getArray("notices").getArray()),
                new LinkedHashSet<>(ids((UUID[]) row.getArray("dropped").getArray())),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("signed_at", OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant)))
        .optional()
        .orElseThrow(() ->
            new Refused(
                "NOT_FOUND", "batch " + id, "there is no such batch of yours", "see /batches"));
  }

  private static List<NoticeId> ids(UUID[] values) {
    return Arrays.stream(values).map(NoticeId::new).toList();
  }

  /// The person's lists that are not signed, newest first.
  public List<Listed> open(PersonId person) {
    return database
        .sql()
        .sql(
            """
            select id from signing_batch
            where person = ? and signed_at is null and at > ? order by id desc limit 20
            """)
        .params(
            person.value(),
            clock.instant().minus(SigningRules.DRAFT_HOLDS).atOffset(ZoneOffset.UTC))
        .query((row, _) -> row.getObject("id", UUID.class))
        .list()
        .stream()
        .map(id -> get(id, person))
        .toList();
  }

  /// Drops one notice from a list, or takes it in again.
  public void drop(UUID id, PersonId person, NoticeId notice, Drop wanted) {
    get(id, person);
    var change = wanted == Drop.OUT ? "array_append" : "array_remove";
    database
        .sql()
        .sql(
            "update signing_batch set dropped = "
                + change
                + "(array_remove(dropped, :notice), :notice) where id = :id and signed_at is null")
        .param("notice", notice.value())
        .param("id", id)
        .update();
  }

  /// Which way a notice goes.
  public enum Drop {
    OUT,
    IN
  }

  /// Which notices of a list must be opened, and why: the sample and the outliers.
  public Batch sampleOf(Listed listed) {
    return attestation.batch(listed.notices());
  }

  /// Notes that it was signed.
  public void signed(UUID id) {
    database
        .sql()
        .sql("update signing_batch set signed_at = ? where id = ?")
        .params(clock.instant().atOffset(ZoneOffset.UTC), id)
        .update();
  }

  /// The desk that its notices lie on.
  public Desk desk() {
    return desk;
  }
}
