package org.antiphon.server;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseState;
import org.jspecify.annotations.Nullable;

/// The queue as people read it: each case with the words of its upload and recording, who has it
/// open, and whether it is put off. Newest first, by keyset: a page costs the same however many
/// there are.
public final class ReviewQueue {
  private final Database database;
  private final InstantSource clock;

  /// Reads only.
  public ReviewQueue(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// Which cases.
  ///
  /// @param state READY, IN_REVIEW, ...; `ALL`; `SNOOZED` for those that are put off
  /// @param words found in title, uploader, recording, artist or the upload's id; empty: all
  public record Asked(String state, String words) {
    /// What waits for a signature.
    public static final Asked READY = new Asked("READY", "");
  }

  private static final String FOUND =
      """
      select c.id, c.state, c.basis, c.code, c.platform_id, c.target_external_id, c.strength,
        c.opened_at, c.held_by, c.held_until, u.title as upload_title,
        u.uploader->>'name' as uploader, r.title as recording_title, r.artist, p.name as holder,
        s.until as snoozed_until, s.reason as snoozed_for,
        (select n.state from notice n where n.case_id = c.id order by n.id desc limit 1) as notice
      from enforcement_case c
      left join upload u on u.id = c.upload_id
      left join recording r on r.id = c.recordings[1]
      left join person p on p.id = c.held_by and c.held_until > :now
      left join case_snooze s on s.case_id = c.id and s.until > :now
      where (:state = 'ALL' or (:state = 'SNOOZED' and s.until is not null)
          or (c.state = :state and (s.until is null or c.state not in ('READY', 'IN_REVIEW'))))
        and (:words = '' or u.title ilike :like or u.uploader->>'name' ilike :like
          or r.title ilike :like or r.artist ilike :like or c.target_external_id ilike :like)
      """;

  /// A page.
  public List<Map<String, Object>> page(Asked asked, Optional<CaseId> after, int limit) {
    return rows(
        asked, " and (:after::uuid is null or c.id < :after) order by c.id desc", after, limit);
  }

  /// The next case that the same question finds and nobody else has open: what a person is shown
  /// when they have decided one.
  public Optional<CaseId> next(Asked asked, CaseId after, UUID person) {
    return neighbour(
        asked, " and c.id < :after and " + FREE + " order by c.id desc", after, person);
  }

  /// The one before it.
  public Optional<CaseId> previous(Asked asked, CaseId before, UUID person) {
    return neighbour(asked, " and c.id > :after and " + FREE + " order by c.id", before, person);
  }

  private static final String FREE =
      "(c.held_by is null or c.held_until <= :now or c.held_by = :person)";

  private Optional<CaseId> neighbour(Asked asked, String more, CaseId at, UUID person) {
    return statement(asked, more, Optional.of(at), 1)
        .param("person", person)
        .query((row, _) -> new CaseId(row.getObject("id", UUID.class)))
        .optional();
  }

  private List<Map<String, Object>> rows(
      Asked asked, String more, Optional<CaseId> after, int limit) {
    return statement(asked, more, after, limit)
        .query((row, _) -> {
          var line = new LinkedHashMap<String, Object>();
          line.put("id", row.getObject("id", UUID.class));
          for (var name : NAMES.entrySet()) line.put(name.getKey(), row.getString(name.getValue()));
          line.put("strength", row.getDouble("strength"));
          line.put("openedAt", moment(row.getObject("opened_at", OffsetDateTime.class)));
          line.put("snoozedUntil", moment(row.getObject("snoozed_until", OffsetDateTime.class)));
          return (Map<String, Object>) line;
        })
        .list();
  }

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("state", "state"),
          Map.entry("basis", "basis"),
          Map.entry("code", "code"),
          Map.entry("platform", "platform_id"),
          Map.entry("uploadId", "target_external_id"),
          Map.entry("title", "upload_title"),
          Map.entry("uploader", "uploader"),
          Map.entry("recording", "recording_title"),
          Map.entry("artist", "artist"),
          Map.entry("heldBy", "holder"),
          Map.entry("snoozedFor", "snoozed_for"),
          Map.entry("notice", "notice"));

  private org.springframework.jdbc.core.simple.JdbcClient.StatementSpec statement(
      Asked asked, String more, Optional<CaseId> after, int limit) {
    return database
        .sql()
        .sql(FOUND + more + " limit " + limit)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("state", asked.state())
        .param("words", asked.words())
        .param(
            "like",
            "%" + asked.words().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
        .param("after", after.map(CaseId::value).orElse(null));
  }

  private static @Nullable String moment(@Nullable OffsetDateTime at) {
    return at == null ? null : at.toInstant().toString();
  }

  /// How many wait in each of the queue's lists.
  public Map<String, Long> counts() {
    var counts = new LinkedHashMap<String, Long>();
    database
        .sql()
        .sql(
            """
            select case when s.until is null or c.state not in ('READY', 'IN_REVIEW')
              then c.state else 'SNOOZED' end as list, count(*) as n
            from enforcement_case c
            left join case_snooze s on s.case_id = c.id and s.until > ? group by 1
            """)
        .param(clock.instant().atOffset(ZoneOffset.UTC))
        .query((row, _) -> counts.put(row.getString("list"), row.getLong("n")))
        .list();
    return counts;
  }

  /// Whether a word names a list.
  public static boolean isList(String state) {
    return List.of("ALL", "SNOOZED").contains(state)
        || java.util.Arrays.stream(CaseState.values()).anyMatch(each -> each.name().equals(state));
  }
}
