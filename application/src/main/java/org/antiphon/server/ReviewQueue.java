package org.antiphon.server;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/// The queue as people read it: each case with the words of its upload and recording, who has it
/// open, whether it is put off, and what clock runs. By keyset in any order: a page costs the same
/// however far down it lies.
public final class ReviewQueue {
  private static final int BEFORE = 5;
  private final Database database;
  private final InstantSource clock;

  /// Reads only.
  public ReviewQueue(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// In which order.
  public enum Sort {
    /// A clock of law or of an objection first, the nearest first; then by harm.
    DEADLINE(
        "deadline, then harm",
        "due, harm desc, id desc",
        "(due, -harm) > (select due, -harm from mark)"
            + " or ((due, harm) = (select due, harm from mark) and id < :at)"),
    /// Followers, the first days of a release, strength.
    HARM(
        "harm",
        "harm desc, id desc",
        "harm < (select harm from mark) or (harm = (select harm from mark) and id < :at)"),
    NEWEST("newest first", "id desc", "id < :at"),
    OLDEST("oldest first", "id", "id > :at");

    private final String words;
    private final String order;
    private final String beyond;

    Sort(String words, String order, String beyond) {
      this.words = words;
      this.order = order;
      this.beyond = beyond;
    }

    /// As a page names it.
    public String words() {
      return words;
    }

    private Slice forwards() {
      return new Slice(order, beyond);
    }

    private Slice backwards() {
      return switch (this) {
        case DEADLINE ->
            new Slice(
                "due desc, harm, id",
                "(due, -harm) < (select due, -harm from mark)"
                    + " or ((due, harm) = (select due, harm from mark) and id > :at)");
        case HARM ->
            new Slice(
                "harm, id",
                "harm > (select harm from mark) or (harm = (select harm from mark) and id > :at)");
        case NEWEST -> OLDEST.forwards();
        case OLDEST -> NEWEST.forwards();
      };
    }
  }

  private record Slice(String order, String beyond) {}

  /// Which cases.
  ///
  /// @param state READY, IN_REVIEW, ...; `ALL`; `SNOOZED` for those that are put off; `CLOCK` for
  ///   those against which an objection or a counter-notice runs
  /// @param words found in title, uploader, recording, artist or the upload's id; empty: all
  public record Asked(String state, String words, Sort sort) {
    /// What waits for a signature.
    public static final Asked READY = new Asked("READY", "", Sort.DEADLINE);
  }

  /// Which rows, and by what they are ordered; words and names are joined to a page of them only.
  private static final String KEYS =
      """
      with clock as (
        select n.case_id, min(t.due) as due, min(t.what) as what from (
          select notice_id, due_at as due, 'OBJECTION' as what from appeal where decision is null
          union all
          select notice_id, (act_by + 1)::timestamp at time zone zone, 'COUNTER_NOTICE'
          from counter_notice where state in ('RECEIVED', 'STANDS')) t
        join notice n on n.id = t.notice_id group by n.case_id),
      mark as (
        select coalesce(k.due, 'infinity') as due, c.harm
        from enforcement_case c left join clock k on k.case_id = c.id where c.id = :at),
      found as (
        select c.id, coalesce(k.due, 'infinity') as due, c.harm, k.what
        from enforcement_case c
        left join clock k on k.case_id = c.id
        left join case_snooze s on s.case_id = c.id and s.until > :now
        where (:state = 'ALL' or (:state = 'SNOOZED' and s.until is not null)
            or (:state = 'CLOCK' and k.due is not null)
            or (c.state = :state and (s.until is null or c.state not in ('READY', 'IN_REVIEW'))))
          and (:words = '' or c.target_external_id ilike :like
            or exists (select from upload u where u.id = c.upload_id
              and (u.title ilike :like or u.uploader->>'name' ilike :like))
            or exists (select from recording r where r.id = c.recordings[1]
              and (r.title ilike :like or r.artist ilike :like)))
          and (:person::uuid is null or c.held_by is null or c.held_until <= :now
            or c.held_by = :person)),
      """;

  private static final String WORDS =
      """
      select c.id, c.state, c.basis, c.code, c.platform_id, c.target_external_id, c.strength,
        c.harm, c.opened_at, u.title as upload_title, u.uploader->>'name' as uploader,
        r.title as recording_title, r.artist, p.name as holder, s.until as snoozed_until,
        s.reason as snoozed_for, page.what as clock,
        case when page.due < 'infinity' then page.due end as due,
        (select n.state from notice n where n.case_id = c.id order by n.id desc limit 1) as notice
      from page join enforcement_case c on c.id = page.id
      left join upload u on u.id = c.upload_id
      left join recording r on r.id = c.recordings[1]
      left join person p on p.id = c.held_by and c.held_until > :now
      left join case_snooze s on s.case_id = c.id and s.until > :now
      """;

  /// A page.
  public List<Map<String, Object>> page(Asked asked, Optional<CaseId> after, int limit) {
    return rows(asked, asked.sort().forwards(), after, limit);
  }

  /// This case with those of the list before and after it.
  ///
  /// @param limit after it
  public List<Map<String, Object>> around(Asked asked, CaseId at, int limit) {
    var before = rows(asked, asked.sort().backwards(), Optional.of(at), BEFORE);
    var all = new ArrayList<Map<String, Object>>(before.reversed());
    all.addAll(itself(at));
    all.addAll(rows(asked, asked.sort().forwards(), Optional.of(at), limit));
    return all;
  }

  private List<Map<String, Object>> itself(CaseId at) {
    var every = new Asked("ALL", "", Sort.NEWEST);
    return rows(every, new Slice("id", "id = :at"), Optional.of(at), 1);
  }

  /// The next case that the same question finds and nobody else has open: what a person is shown
  /// when they have decided one.
  public Optional<CaseId> next(Asked asked, CaseId after, UUID person) {
    return neighbour(asked, asked.sort().forwards(), after, person);
  }

  /// The one before it.
  public Optional<CaseId> previous(Asked asked, CaseId before, UUID person) {
    return neighbour(asked, asked.sort().backwards(), before, person);
  }

  private Optional<CaseId> neighbour(Asked asked, Slice slice, CaseId at, UUID person) {
    var query = KEYS + slice(slice, Optional.of(at), 1) + " select id from page";
    return statement(query, asked, Optional.of(at), person)
        .query((row, _) -> new CaseId(row.getObject("id", UUID.class)))
        .optional();
  }

  private static String slice(Slice slice, Optional<CaseId> at, int limit) {
    return "page as (select * from found"
        + (at.isPresent() ? " where " + slice.beyond() : "")
        + " order by "
        + slice.order()
        + " limit "
        + limit
        + ")";
  }

  private List<Map<String, Object>> rows(Asked asked, Slice slice, Optional<CaseId> at, int limit) {
    var order = Arrays.stream(slice.order().split(", ", -1)).map("page."::concat).toList();
    var query = KEYS + slice(slice, at, limit) + WORDS + " order by " + String.join(", ", order);
    return statement(query, asked, at, null)
        .query((row, _) -> {
          var line = new LinkedHashMap<String, Object>();
          line.put("id", row.getObject("id", UUID.class));
          for (var name : NAMES.entrySet()) line.put(name.getKey(), row.getString(name.getValue()));
          line.put("strength", row.getDouble("strength"));
          line.put("harm", row.getDouble("harm"));
          line.put("openedAt", moment(row.getObject("opened_at", OffsetDateTime.class)));
          line.put("snoozedUntil", moment(row.getObject("snoozed_until", OffsetDateTime.class)));
          line.put("due", moment(row.getObject("due", OffsetDateTime.class)));
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
          Map.entry("clock", "clock"),
          Map.entry("notice", "notice"));

  private StatementSpec statement(
      String query, Asked asked, Optional<CaseId> at, @Nullable UUID person) {
    return database
        .sql()
        .sql(query)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("state", asked.state())
        .param("words", asked.words())
        .param(
            "like",
            "%" + asked.words().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
        .param("person", person)
        .param("at", at.map(CaseId::value).orElse(null));
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
    counts.put("CLOCK", clocks());
    return counts;
  }

  private long clocks() {
    return database
        .sql()
        .sql(
            """
            select count(distinct n.case_id) from notice n where n.id in (
              select notice_id from appeal where decision is null
              union all
              select notice_id from counter_notice where state in ('RECEIVED', 'STANDS'))
            """)
        .query(Long.class)
        .single();
  }

  /// Whether a word names a list.
  public static boolean isList(String state) {
    return Set.of("ALL", "SNOOZED", "CLOCK").contains(state)
        || Arrays.stream(CaseState.values()).anyMatch(each -> each.name().equals(state));
  }
}
